// Clips: one that plays stops at its end, once, and goes on if its viewer wants that. Beside the
// player one is made: its times by "Here" or by I and O, what becomes of it by the page of clips.
// In a list that is played, the end of one leads to the next, which then begins by itself.
import "../clip_list.js";
import { player } from "./player.js";
import { clock, filled } from "./times.js";

const GOES_ON = "clip-goes-on"; // in this tab: the address of the clip that begins by itself
const SOON = 0.5; // seconds, shorter than the browser's own signs of time are apart

const attempt = (work) => { try { return work(); } catch { return null; } }; // storage may be shut

const stopAtEnd = ({ video, moment: { end } }, leave) => {
  let isDue = true;
  let timer;
  // The browser's own stop, for pages without script, would come once more after this one.
  if (video.paused && !video.dataset.hls) video.src = video.querySelector("source").src.split("#")[0];
  const look = () => {
    clearTimeout(timer);
    const left = end - video.currentTime;
    if (!isDue || video.paused || video.seeking) return;
    if (left <= 0) {
      isDue = false;
      video.pause();
      video.currentTime = end;
      leave();
    } else if (left < SOON) timer = setTimeout(look, (1000 * left) / video.playbackRate);
  };
  // Who goes beyond the end wants to be there; who goes back before it sees the clip again.
  video.addEventListener("seeked", () => { isDue = video.currentTime < end - SOON / 10; });
  for (const sign of ["playing", "timeupdate", "ratechange"]) video.addEventListener(sign, look);
};

// Some browsers let no page begin by itself, whatever was pressed on the one before.
const goOn = async (player) => {
  player.element.focus();
  await player.play();
  if (!player.video.paused) return;
  player.element.querySelector("[data-does=play]").focus();
  document.querySelector("[data-halted]").hidden = false;
};

// The way to the next clip of a list, if there is one.
const wayOn = (player) => {
  const next = document.querySelector("[data-after]");
  const note = () => attempt(() => sessionStorage.setItem(GOES_ON, next.href));
  const isAsked = attempt(() => sessionStorage.getItem(GOES_ON)) === location.href;
  attempt(() => sessionStorage.removeItem(GOES_ON));
  if (isAsked) goOn(player);
  next?.addEventListener("click", note);
  return () => next?.click();
};

const mark = (button, round) => {
  const time = clock(round(player.place));
  document.getElementById(button.dataset.here).value = time;
  button.closest("details").open = true;
  player.say(filled(button.dataset.said, { time }));
};

const answerOf = async (form) => {
  const address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
  try {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.getElementById("clip-made");
  } catch {
    location.assign(address);
    return null;
  }
};

const make = async (form) => {
  const found = await answerOf(form);
  if (!found) return;
  const made = document.getElementById("clip-made");
  made.replaceChildren(...found.childNodes);
  const isRefused = Boolean(document.getElementById("clip-trouble"));
  for (const field of form.querySelectorAll("[data-time]")) {
    field.ariaInvalid = isRefused ? "true" : null;
    if (isRefused) field.setAttribute("aria-describedby", "clip-trouble");
    else field.removeAttribute("aria-describedby");
  }
  for (const button of made.querySelectorAll("[data-copies]")) button.hidden = false;
  made.querySelector("h2")?.focus();
};

const wire = (form) => {
  const marks = [...form.querySelectorAll("[data-here]")];
  const [start, end] = marks;
  for (const [button, key, round] of [[start, "i", Math.floor], [end, "o", Math.ceil]]) {
    button.hidden = false;
    button.addEventListener("click", () => mark(button, round));
    player.keys.add(key, button.ariaLabel, () => mark(button, round));
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    make(form);
  });
};

if (player?.moment.end) {
  const leave = wayOn(player);
  stopAtEnd(player, leave);
  player.video.addEventListener("ended", leave); // a film that is over before its clip
}
const form = document.querySelector(".make-clip form");
if (player && form) wire(form);
