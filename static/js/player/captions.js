// Captions, drawn by the page: so they rise above the bar, and look as their reader wants them.
import { keep, recall } from "./memory.js";
import { Menu, offer } from "./menus.js";

const READ = ["captions", "subtitles"];
const LOOKS = ["size", "background", "position"];

export class Captions {
  constructor(player) {
    this.player = player;
    this.tracks = [...player.video.textTracks].filter(({ kind }) => READ.includes(kind));
    this.cues = player.element.querySelector(".cues");
    this.menu = new Menu(player, "captions");
    this.options = this.menu.element.querySelector(".options");
    this.shown = this.first();
    for (const track of this.tracks) {
      track.addEventListener("cuechange", () => this.draw());
      track.mode = "disabled";
    }
    this.choose(this.shown);
    this.last = this.shown ?? this.tracks[0];
    player.keys.take("captions", () => this.toggle());
    if (this.tracks.length) for (const look of LOOKS) this.wear(look);
    // An iPhone's own player draws them itself.
    player.video.addEventListener("webkitbeginfullscreen", () => this.mode("showing"));
    player.video.addEventListener("webkitendfullscreen", () => this.mode("hidden"));
  }

  // What was on the last time, by language; else what the page has on.
  first() {
    const wanted = recall("captions", {});
    const marked = [...this.player.video.querySelectorAll("track")].find((track) => track.default)?.track;
    return this.tracks.find(({ language }) => wanted[language])
      ?? (marked && wanted[marked.language] !== false ? marked : undefined);
  }

  toggle() {
    if (!this.tracks.length) return this.menu.open();
    this.choose(this.shown ? undefined : this.last);
    this.remember();
    this.player.say(this.name);
  }

  choose(track) {
    this.mode("disabled");
    this.shown = track;
    this.last = track ?? this.last;
    this.mode("hidden"); // its cues are told of, and drawn here
    this.draw();
    this.player.bar.choose("captions", this.name);
    offer(this.options, this.choices, this.tracks.indexOf(track), (value) => {
      this.choose(this.tracks[value]);
      this.remember();
      this.options.querySelector(":checked").focus();
    });
    this.player.element.toggleAttribute("data-captions", Boolean(track));
  }

  get name() { return this.shown?.label ?? this.options.dataset.off; }

  get choices() {
    if (!this.tracks.length) return [];
    return [[-1, this.options.dataset.off], ...this.tracks.map(({ label }, at) => [at, label])];
  }

  mode(mode) { if (this.shown) this.shown.mode = mode; }

  remember() {
    const languages = this.tracks.map(({ language }) => [language, language === this.shown?.language]);
    keep("captions", { ...recall("captions", {}), ...Object.fromEntries(languages) });
  }

  draw() {
    const cues = [...(this.shown?.activeCues ?? [])];
    this.cues.lang = this.shown?.language ?? "";
    this.cues.replaceChildren(...cues.map((cue) => {
      const line = document.createElement("p");
      line.dir = "auto";
      line.append(cue.getCueAsHTML());
      return line;
    }));
  }

  // Size, background and position, as the reader chose them.
  wear(look) {
    const inputs = [...this.menu.element.querySelectorAll(`[name="captions-${look}"]`)];
    const put = (value) => { this.player.element.dataset[`captions${look[0].toUpperCase()}${look.slice(1)}`] = value; };
    const chosen = recall(`captions-${look}`, inputs[0].value);
    for (const input of inputs) {
      input.checked = input.value === chosen;
      input.addEventListener("change", () => {
        keep(`captions-${look}`, input.value);
        put(input.value);
      });
    }
    put(chosen);
  }
}
