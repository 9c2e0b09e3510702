// A film's file, handed in piece by piece (tus 1.0): it can pause, and goes on where it stopped.
import { filled } from "./player/times.js";

const PIECE = 16 * 1024 ** 2; // bytes
const LONGEST_WAIT = 30; // seconds, until it is tried again
const GONE = [404, 410];

const form = document.getElementById("upload");
const place = document.getElementById("under-way");
const field = form.querySelector("[type=file]");
const bar = place.querySelector("progress");
const words = place.querySelector("[role=status]");
const button = (name) => place.querySelector(`[name=${name}]`);
const language = document.documentElement.lang;

let file, address, offset, request, isStopped, meter;

const unit = (value, name, digits = 0) => new Intl.NumberFormat(language,
  { style: "unit", unit: name, unitDisplay: "short", maximumFractionDigits: digits }).format(value);
const size = (bytes) => bytes < 1e9 ? unit(bytes / 1e6, "megabyte", 1) : unit(bytes / 1e9, "gigabyte", 2);
const time = (seconds) => seconds < 90 ? unit(Math.ceil(seconds), "second")
  : seconds < 5400 ? unit(Math.round(seconds / 60), "minute") : unit(seconds / 3600, "hour", 1);
const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? form.elements.csrfmiddlewaretoken.value;

// One request; only this old way tells how much of a body has left.
const ask = (method, url, headers = {}, body = null, onSent = null) => new Promise((resolve) => {
  request = new XMLHttpRequest();
  request.open(method, url);
  const usual = { Accept: "application/json", "Tus-Resumable": "1.0.0", "X-CSRFToken": token() };
  for (const [name, value] of Object.entries({ ...usual, ...headers })) request.setRequestHeader(name, value);
  request.upload.onprogress = onSent && ((event) => onSent(event.loaded));
  request.onloadend = () => resolve(request);
  request.send(body);
});

const said = (answer) => {
  try {
    return JSON.parse(answer.responseText).error;
  } catch {
    return place.dataset.failed;
  }
};

const show = (text) => {
  if (words.textContent !== text) words.textContent = text;
};

const showSent = (sent) => {
  const seconds = (performance.now() - meter.since) / 1000;
  const rate = (sent - meter.from) / Math.max(seconds, 0.1);
  bar.value = sent / file.size;
  if (performance.now() < meter.next) return;
  meter.next = performance.now() + 1000;
  show(filled(place.dataset.rate, {
    done: size(sent), size: size(file.size), rate: size(rate), left: time((file.size - sent) / Math.max(rate, 1)),
  }));
};

const begin = async () => {
  const name = btoa(String.fromCharCode(...new TextEncoder().encode(file.name)));
  const answer = await ask("POST", form.dataset.at, {
    "Upload-Length": file.size, "Upload-Metadata": `film ${btoa(form.dataset.film)},filename ${name}`,
  });
  address = answer.status === 201 ? answer.getResponseHeader("Location") : null;
  if (!address) stop(answer);
  offset = 0;
};

// Where the file ends over there; what was begun and is over there is begun anew.
const find = async () => {
  const answer = await ask("HEAD", address);
  if (GONE.includes(answer.status)) await begin();
  else if (answer.status === 200) offset = Number(answer.getResponseHeader("Upload-Offset"));
  return answer;
};

const stop = (answer) => {
  isStopped = true;
  button("pause").hidden = true;
  button("go-on").hidden = false;
  if (answer) show(answer.status === 403 ? place.dataset.out : said(answer));
};

const pause = () => {
  stop();
  request.abort();
  show(filled(place.dataset.paused, { done: size(offset), size: size(file.size) }));
};

const send = async () => {
  isStopped = false;
  button("pause").hidden = false;
  button("go-on").hidden = true;
  let wait = 1;
  if (address) await find(); else await begin();
  meter = { since: performance.now(), from: offset, next: 0 };
  while (!isStopped) {
    const piece = file.slice(offset, offset + PIECE);
    if (offset + piece.size === file.size) show(place.dataset.checking);
    const answer = await ask("PATCH", address, {
      "Content-Type": "application/offset+octet-stream", "Upload-Offset": offset,
    }, piece, (sent) => showSent(offset + sent));
    if (isStopped) return;
    if (answer.status === 204) {
      offset = Number(answer.getResponseHeader("Upload-Offset"));
      wait = 1;
      const version = answer.getResponseHeader("Content-Location");
      if (version) return leave(version);
    } else if ([0, 409, 423, 502, 503, 504].includes(answer.status)) {
      show(filled(place.dataset.waiting, { done: size(offset) }));
      await new Promise((go) => setTimeout(go, wait * 1000));
      wait = Math.min(2 * wait, LONGEST_WAIT);
      if (!isStopped) await find();
      meter = { since: performance.now(), from: offset, next: 0 };
    } else if (answer.status === 422) {
      refuse(answer);
    } else {
      stop(answer);
    }
  }
};

// It was no film, and is gone: another may be chosen.
const refuse = (answer) => {
  stop(answer);
  address = null;
  button("go-on").hidden = button("cancel").hidden = true;
  choose(true);
  removeEventListener("beforeunload", askBeforeLeaving);
};

const choose = (isFree) => {
  form.querySelector(".submit-row [type=submit]").disabled = field.disabled = !isFree;
};

const askBeforeLeaving = (event) => event.preventDefault();
const leave = (url) => {
  removeEventListener("beforeunload", askBeforeLeaving);
  location.assign(url);
};

form.addEventListener("submit", (event) => {
  if (!field.files.length) return;
  event.preventDefault();
  [file] = field.files;
  const left = [...document.querySelectorAll("[data-upload]")];
  const same = left.find(({ dataset }) => dataset.name === file.name && Number(dataset.size) === file.size);
  address = same?.dataset.upload;
  place.hidden = false;
  button("cancel").hidden = false;
  choose(false);
  addEventListener("beforeunload", askBeforeLeaving);
  send();
});
button("pause").addEventListener("click", pause);
button("go-on").addEventListener("click", send);
button("cancel").addEventListener("click", async () => {
  stop();
  request.abort();
  if (address) await ask("DELETE", address);
  leave(location.href);
});
