-- wrk's part: walk the requests of a file (one a line: path, tab, address) from a given place on.

function init(args)
  requests, place = {}, tonumber(args[2])
  for line in io.lines(args[1]) do
    local path, address = line:match("^(.-)\t(.*)$")
    local from = address ~= "" and "X-Forwarded-For: " .. address .. "\r\n" or ""
    requests[#requests + 1] = "GET " .. path .. " HTTP/1.1\r\nHost: 127.0.0.1\r\n" .. from
      .. "Connection: close\r\n\r\n"
  end
end

function request()
  place = place % #requests + 1
  return requests[place]
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format("answers %d %d %d %d %d\n", summary.requests, summary.duration,
    e.status + e.connect + e.read + e.write + e.timeout, latency:percentile(50), latency:percentile(95)))
end
