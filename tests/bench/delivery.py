"""Films behind nginx as docs/operations.md sets it up, beside the same files without any gate.

Run alone: `python -m tests.bench.delivery`. Needs nginx and wrk.
"""

import re
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench import client
from tests.bench.library import HOUSE, Library
from tests.bench.server import Server, seconds_of
from tests.nginx import PROGRAM, counted, documented, nginx, questions
from tests.over_http import HOST, free_port

SEGMENTS, SIZE, PART = 8, 1_500_000, 100_000  # bytes
VIEWERS = 8
AIM = 0.8
MAKE = f"""
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from catalog.models import Film
from streaming.media.package import Package
from streaming.models import Licence, Media, University, Version
film, university = Film.objects.get(slug="invented-film-1"), University.objects.first()
university.ranges.create(network="{HOST}")
film.licences.get_or_create(university=university, defaults=dict(starts_on="2020-01-01"))
media, _made = Media.objects.get_or_create(film=film)
made = Package(heights=(540,), seconds=48.0).as_json()
version = Version.objects.create(media=media, state="ready", ready_at=timezone.now(), made=made)
for number in range(1, {SEGMENTS} + 1):
    file = ContentFile(bytes({SIZE}))
    default_storage.save(version.stored(f"540p_{{number:05}}.m4s"), file)
default_storage.save(version.stored("main.m3u8"), ContentFile(b"#EXTM3U8"))
media.version, media.file = version, version.stored("film.mp4")
media.save()
"""
BESIDE = """
server {{
  listen {host}:{plain};
  sendfile on; open_file_cache max=4000 inactive=30s; max_ranges 8;
  root {packages};
}}
"""
WALK = """
function init(args)
  paths, place = {}, 0
  for line in io.lines(args[1]) do paths[#paths + 1] = line end
end
function request()
  place = place % (#paths * VIEWERS) + 1
  local viewer = string.format("library_viewer=%032x", math.floor((place - 1) / #paths))
  return wrk.format("GET", paths[(place - 1) % #paths + 1], {Cookie = viewer, Range = RANGE})
end
statuses = {}
function setup(thread) threads = threads or {}; table.insert(threads, thread) end
wrong = 0
function response(status) if status ~= STATUS then wrong = wrong + 1 end end
function done(summary)
  local all = 0
  for _, thread in ipairs(threads) do all = all + thread:get("wrong") end
  io.write(string.format("answers %d %d %d\\n", summary.requests, summary.duration, all))
end
"""


@dataclass(frozen=True)
class Slice:
    """rate: answers a second. spent: nginx's processor time, in seconds, for all the answers."""

    rate: float
    spent: float
    answers: int


def measure(folder: Path, *, rounds: int, seconds: float) -> str:
    """The table as Markdown, or why there is none."""
    if not (client.WRK and Path(PROGRAM).exists()):
        return "**Films behind nginx**: not measured, since nginx or wrk is missing."
    folder.mkdir(parents=True, exist_ok=True)
    library = Library(HOUSE, folder, f"sqlite:///{folder / 'delivery'}.sqlite3")
    library.make(films=5, universities=1, licences=1)
    library.manage("shell", "--command", MAKE)
    environment = library.environment | {"MEDIA_DELIVERY": "nginx"}
    server = Server("filmlib.wsgi", environment, code=HOUSE, log=folder / "server.log", threads=4)
    try:
        return _behind_nginx(folder, server, rounds, max(1, round(seconds)))
    finally:
        server.stop()


def _behind_nginx(folder: Path, server: Server, rounds: int, seconds: int) -> str:
    port, plain, counting = free_port(), free_port(), free_port()
    media = folder / "media"
    own = folder / "nginx"
    site = documented(own, port=port, application=counting, media=media)
    site += counted(own, counting=counting, application=server.port)
    site += BESIDE.format(host=HOST, plain=plain, packages=media / "packages")
    with nginx(own, site, port=port) as pid:
        token, package = _address(port)
        files = [f"{package}/540p_{number:05}.m4s" for number in range(1, SEGMENTS + 1)]
        gated = [f"/play/{token}/{file}" for file in files]
        rows, answers = [], 0
        before = questions(own)
        for what, status, part in (
            ("segments of 1.5 MB", 200, ""),
            ("100 kB of a segment", 206, f"bytes=200000-{200_000 + PART - 1}"),
        ):
            load = _loader(folder, pid, seconds, status, part)
            pairs = [
                (load(plain, [f"/{file}" for file in files]), load(port, gated))
                for _round in range(rounds)
            ]
            answers += sum(ours.answers for _static, ours in pairs)
            rows.append(_row(what, pairs))
        asked = questions(own) - before
    head = [
        "**Films behind nginx**",
        "",
        "| what | nginx alone | with the gate | ratio (aim) | cpu |",
    ]
    told = (
        f"- {VIEWERS} viewers had {answers:,} answers in {2 * rounds * seconds} s;"
        f" the application was asked {asked} times."
    )
    return "\n".join([*head, "|---" * 5 + "|", *rows, "", told])


def _address(port: int) -> tuple[str, str]:
    """The token and the folder that the film's page names, by the first viewer of wrk's."""
    page = client.fetch(port, client.Ask("/films/invented-film-1/streaming/")).decode()
    found = re.search(r"/play/([^/]+)/([0-9a-f]{32})/", page)
    if found is None:
        raise RuntimeError("The page has no player.")
    return found[1], found[2]


def _loader(
    folder: Path, pid: int, seconds: int, status: int, part: str
) -> Callable[[int, list[str]], Slice]:
    script = folder / "walk.lua"
    known = f"VIEWERS, STATUS, RANGE = {VIEWERS}, {status}, {f'{part!r}' if part else 'nil'}\n"

    def load(port: int, paths: list[str]) -> Slice:
        script.write_text(known + WALK)
        (folder / "paths").write_text("\n".join(paths) + "\n")
        command = [str(client.WRK), "-t1", f"-c{client.AT_ONCE}", f"-d{seconds}s", "-s"]
        command += [str(script), f"http://{HOST}:{port}", "--", str(folder / "paths")]
        before = seconds_of(pid)
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        spent = seconds_of(pid) - before
        answers, microseconds, wrong = map(
            int, re.findall(r"^answers (.*)$", said, re.M)[0].split()
        )
        if wrong or not answers:
            raise RuntimeError(f"{wrong} of {answers} answers were not {status}.\n{said}")
        return Slice(answers / microseconds * 1e6, spent, answers)

    return load


def _row(what: str, pairs: list[tuple[Slice, Slice]]) -> str:
    static, ours = (median(pair[one].rate for pair in pairs) for one in (0, 1))
    ratio = median(ours.rate / static.rate for static, ours in pairs)
    plain, gated = (  # of all slices together: a clock that ticks 100 times a second is coarse
        sum(pair[one].spent for pair in pairs) / sum(pair[one].answers for pair in pairs)
        for one in (0, 1)
    )
    rates = f"{static:,.0f}/s | {ours:,.0f}/s | {ratio:.2f} ({AIM})"
    return f"| {what} | {rates} | {gated / plain:.2f} × |"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="filmlib-bench-") as made:
        print(measure(Path(made), rounds=6, seconds=2))
