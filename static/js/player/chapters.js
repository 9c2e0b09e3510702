// Chapters: marks on the progress bar, and a list of links.
import { clock } from "./times.js";

const mark = (player, { startTime }) => {
  const tick = document.createElement("span");
  tick.className = "tick";
  tick.style.setProperty("--part", startTime / player.length);
  return tick;
};

const entry = (player, { startTime, text }) => {
  const item = document.createElement("li");
  const link = document.createElement("a");
  const time = document.createElement("bdi");
  link.href = `?t=${Math.floor(startTime)}`;
  time.textContent = clock(startTime);
  link.append(time, " ", text);
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a tab of its own
    event.preventDefault();
    player.seek(startTime);
    player.play();
  });
  item.append(link);
  return item;
};

const list = (player, cues) => {
  const chapters = player.extras.querySelector(".chapters");
  const items = cues.map((cue) => entry(player, cue));
  chapters.querySelector("ol").replaceChildren(...items);
  chapters.hidden = false;
  player.progress.element.append(...cues.slice(1).map((cue) => mark(player, cue)));
  player.video.addEventListener("timeupdate", () => {
    const { place } = player;
    cues.forEach(({ startTime, endTime }, at) => {
      items[at].firstChild.toggleAttribute("aria-current", startTime <= place && place < endTime);
    });
  });
};

export const wire = (player) => {
  const element = player.video.querySelector("track[kind=chapters]");
  if (!element) return;
  const { track } = element;
  const ready = () => {
    player.chapters = [...(track.cues ?? [])];
    if (player.chapters.length > 1) list(player, player.chapters);
  };
  element.addEventListener("load", ready);
  if (element.readyState === HTMLTrackElement.LOADED) ready();
  track.mode = "hidden";
};
