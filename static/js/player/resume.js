// Where a viewer was in a film, kept in this browser only, and offered the next time.
import { keep, recall } from "./memory.js";
import { clock, filled } from "./times.js";

const ENOUGH = 30; // seconds watched
const OVER = 0.97; // of the film: then it is seen, and begins anew
const MOST = 50; // films
const JUMP = 2; // seconds between two moments that were not played
const EVERY = 5; // seconds between two notes

const places = () => recall("places", []);

// A list of [film, seconds], the last one watched first.
const note = (film, seconds) => {
  const others = places().filter(([other]) => other !== film);
  keep("places", seconds ? [[film, Math.floor(seconds)], ...others].slice(0, MOST) : others);
};

const offer = (player) => {
  const { element, video } = player;
  const kept = places().find(([film]) => film === video.dataset.film)?.[1];
  if (!kept || player.moment.start !== undefined) return;
  player.seek(kept);
  const line = element.querySelector(".resume");
  const words = line.querySelector("span");
  words.textContent = filled(words.dataset.words, { time: clock(kept) });
  line.querySelector("button").addEventListener("click", () => {
    player.seek(0);
    note(video.dataset.film, 0);
    player.play();
  });
  line.hidden = false;
};

export const wire = (player) => {
  const { video } = player;
  let watched = 0;
  let before = 0;
  let noted = 0;
  offer(player);
  player.keepPlace = () => {
    const isOver = player.length && player.place > player.length * OVER;
    if (watched >= ENOUGH) note(video.dataset.film, isOver ? 0 : player.place);
  };
  video.addEventListener("timeupdate", () => {
    const passed = video.currentTime - before;
    before = video.currentTime;
    const isJump = passed < 0 || passed > JUMP * video.playbackRate;
    if (!isJump && !video.seeking) watched += passed;
    if (watched - noted < EVERY) return;
    noted = watched;
    player.keepPlace();
  });
  for (const name of ["pause", "ended"]) video.addEventListener(name, player.keepPlace);
  addEventListener("pagehide", player.keepPlace);
};
