// The place in the film: a slider over what is played, what is there, and its chapters.
import { clock, filled, spoken, spokenLength } from "./times.js";

export class Progress {
  constructor(player) {
    this.player = player;
    this.element = player.element.querySelector(".progress");
    this.slider = this.element.querySelector("input");
    this.time = player.element.querySelector("[data-time]");
    this.length = player.element.querySelector("[data-length]");
    this.slider.addEventListener("input", () => player.seek(this.slider.valueAsNumber));
    for (const name of ["timeupdate", "seeking", "durationchange", "progress", "loadedmetadata"]) {
      player.video.addEventListener(name, () => this.show());
    }
    this.show();
  }

  show() {
    const { place, length, video } = this.player;
    this.slider.max = length || 1;
    this.slider.value = place;
    this.time.textContent = clock(place);
    this.length.textContent = clock(length);
    const words = { time: spoken(place), length: spokenLength(length) };
    this.slider.setAttribute("aria-valuetext", filled(this.slider.dataset.words, words));
    this.element.style.setProperty("--played", `${part(place, length)}%`);
    this.element.style.setProperty("--there", `${part(thereUntil(video), length)}%`);
  }
}

const part = (seconds, length) => (length ? Math.min(100, (100 * seconds) / length).toFixed(2) : 0);

// The end of what is buffered around the present place.
const thereUntil = ({ buffered, currentTime }) => {
  for (let i = 0; i < buffered.length; i++) {
    if (buffered.start(i) <= currentTime + 0.5 && buffered.end(i) >= currentTime) return buffered.end(i);
  }
  return 0;
};
