// The player of a film's page or frame. Other modules import `player` from here; it is null where
// nobody may watch.
//
//   player.video          the <video>; its own events tell what happens
//   player.element        the section around it, which goes full screen; menus and panels go in it
//   player.extras         what stands below it: sounds, chapters
//   player.place          seconds: where it is, or where it will begin
//   player.length         seconds, known before a byte of the film is fetched
//   player.moment         {start, end} in seconds as the address names them; end may be undefined
//   player.seek(seconds)  go there; before the film began, begin there
//   player.play()         begin or go on; player.pause(); player.toggle()
//   player.say(words)     tell people, without a window of its own
//   player.bar.add(name, act, {words, icon})   a button; "transcript" has its place and words
//                         already and is shown by it. bar.press(name, isPressed) says its state
//   player.keys.add(key, words, act)           a key, with its words for the list behind "?"
//   player.keys.listen(element)                where else keys count, such as a transcript
//
// Before the first play nothing of the film is fetched, so `video.duration` is NaN until then.
import { Bar } from "./bar.js";
import { Captions } from "./captions.js";
import * as chapters from "./chapters.js";
import * as controls from "./controls.js";
import { engineFor, fallbackFor } from "./engine.js";
import { Keys } from "./keys.js";
import * as menus from "./menus.js";
import * as picture from "./picture.js";
import { Progress } from "./progress.js";
import * as resume from "./resume.js";
import * as seat from "./seat.js";
import * as sounds from "./sounds.js";

const SAID = 3000; // milliseconds
const WIRES = [controls, menus, picture, resume, seat, chapters, sounds].map(({ wire }) => wire);

const momentIn = (text = "") => {
  const [start, end] = text.replace("t=", "").split(",").filter(Boolean).map(Number);
  return { start, end };
};

class Player {
  constructor(video) {
    this.video = video;
    this.element = video.closest(".theatre");
    this.element.append(document.getElementById("player-parts").content.cloneNode(true));
    this.extras = this.element.querySelector(".extras");
    this.element.after(this.extras);
    this.moment = momentIn(video.dataset.moment);
    this.from = this.moment.start ?? 0;
    this.engine = engineFor(video, (what, code) => this.hear(what, code));
    this.bar = new Bar(this);
    this.keys = new Keys(this);
    this.keys.listen(this.extras);
    this.progress = new Progress(this);
    this.captions = new Captions(this);
    for (const wire of WIRES) wire(this);
    video.controls = false;
  }

  get length() {
    return Number.isFinite(this.video.duration) ? this.video.duration : Number(this.video.dataset.seconds ?? 0);
  }

  get place() { return this.hasBegun ? this.video.currentTime : this.from; }

  seek(seconds) {
    const place = Math.max(0, this.length ? Math.min(seconds, this.length - 0.1) : seconds);
    if (this.hasBegun) this.video.currentTime = place;
    else this.from = place;
    this.progress.show();
  }

  async play() {
    if (!this.hasBegun) await this.begin();
    try { await this.video.play(); } catch { /* stopped again, or its trouble is told elsewhere */ }
  }

  pause() { this.video.pause(); }

  toggle() { return this.video.paused ? this.play() : this.pause(); }

  // From `place` on, in seconds; also anew, after trouble.
  async begin(place = this.from) {
    this.hasBegun = true;
    this.element.dataset.begun = "";
    this.hear("begun");
    await (this.completed ??= this.complete());
    try {
      await this.engine.load(place);
    } catch { // the engine itself could not be fetched
      await this.fallBack(place);
    }
  }

  // What only a film that is watched needs; without it the film plays as well.
  async complete() {
    const parts = await Promise.allSettled([import("./preview.js"), import("./trouble.js")]);
    for (const { value } of parts) value?.wire(this);
  }

  async fallBack(place) {
    this.engine.leave();
    this.engine = fallbackFor(this.video);
    this.hear("changed");
    await this.engine.load(place);
  }

  say(words) {
    const said = this.element.querySelector(".said");
    said.textContent = words;
    clearTimeout(this.saying);
    this.saying = setTimeout(() => { said.textContent = ""; }, SAID);
  }

  hear(what, code) {
    this.element.dispatchEvent(new CustomEvent(`player-${what}`, { detail: code }));
  }
}

const video = document.querySelector("video.player");
export const player = video && new Player(video);
