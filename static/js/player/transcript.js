// The transcript beside the picture: the lines of the captions that are chosen, read from their
// track, so that whoever may watch may read, in a frame without cookies as well.
import { keep, recall } from "./memory.js";
import { player } from "./player.js";
import { clock, filled } from "./times.js";

const KEPT = "transcript"; // whether it was shown the last time
const ABOVE = 0.3; // of the list's height, above the line that is spoken
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const number = new Intl.NumberFormat(document.documentElement.lang || "en");
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const element = (name, words = "", facts = {}) => Object.assign(document.createElement(name), { textContent: words }, facts);

class Transcript {
  constructor(section) {
    this.section = section;
    this.list = section.querySelector("ol");
    this.follows = section.querySelector("[data-follows]");
    this.search = section.querySelector("[type=search]");
    this.found = section.querySelector("[data-found]");
    this.opener = document.querySelector("[data-opens]");
    this.lines = [];
    this.button = player.bar.add("transcript", () => this.toggle());
    for (const button of [this.button, this.opener]) button.setAttribute("aria-controls", section.id);
    this.wire();
    this.show(recall(KEPT, false));
  }

  wire() {
    const { list, follows } = this;
    const { video, keys } = player;
    this.opener.hidden = false;
    this.opener.addEventListener("click", () => this.toggle());
    keys.add("t", this.button.ariaLabel, () => this.toggle());
    keys.listen(this.section);
    video.addEventListener("timeupdate", () => this.follow());
    video.addEventListener("seeked", () => this.follow());
    video.textTracks.addEventListener("change", () => this.read());
    list.addEventListener("click", (event) => this.jump(event));
    for (const sign of ["wheel", "touchmove"]) {
      list.addEventListener(sign, () => { follows.checked = false; }, { passive: true });
    }
    list.addEventListener("focusin", ({ target }) => {
      if (target.matches(":focus-visible")) follows.checked = false;
    });
    follows.addEventListener("change", () => this.bring());
    this.search.addEventListener("input", () => this.find());
    this.section.querySelector("[data-copy]").addEventListener("click", ({ target }) => this.copy(target));
    this.section.querySelector("[download]").addEventListener("click", ({ target }) => this.save(target));
  }

  toggle() {
    this.show(this.section.hidden);
    keep(KEPT, !this.section.hidden);
  }

  show(isShown) {
    const hadFocus = this.section.contains(document.activeElement);
    this.section.hidden = !isShown;
    for (const button of [this.button, this.opener]) button.setAttribute("aria-expanded", isShown);
    if (hadFocus) this.opener.focus();
    this.read();
    this.follow();
  }

  // The lines of the track that is chosen; of the last one, while captions are off.
  read() {
    const { shown, last, tracks } = player.captions;
    const track = shown ?? last ?? tracks[0];
    if (this.section.hidden || !track || track === this.track) return;
    if (track.mode === "disabled") track.mode = "hidden"; // now the browser fetches its cues
    const source = [...player.video.querySelectorAll("track")].find((one) => one.track === track);
    if (source.readyState < HTMLTrackElement.LOADED) {
      source.addEventListener("load", () => this.read(), { once: true });
      return;
    }
    this.track = track;
    this.write([...track.cues].sort((one, other) => one.startTime - other.startTime));
  }

  write(cues) {
    this.lines = cues.map((cue) => new Line(cue));
    this.list.lang = this.track.language;
    this.list.replaceChildren(...this.lines.map(({ item }) => item));
    this.now = undefined;
    this.find();
    this.follow();
  }

  follow() {
    if (this.section.hidden) return;
    const now = this.lines.findLast(({ start }) => start <= player.place);
    if (now === this.now) return;
    this.now?.item.removeAttribute("aria-current");
    now?.item.setAttribute("aria-current", "true");
    this.now = now;
    this.bring();
  }

  // The line that is spoken, into view; nothing but the list itself moves.
  bring() {
    if (!this.now || !this.follows.checked) return;
    const top = this.now.item.offsetTop - ABOVE * this.list.clientHeight;
    this.list.scrollTo({ top, behavior: calm.matches ? "instant" : "smooth" });
  }

  jump(event) {
    const item = event.target.closest("li");
    if (!item || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.follows.checked = true;
    player.seek(Number(item.dataset.start));
    player.play();
  }

  find() {
    const words = plain(this.search.value.trim());
    for (const line of this.lines) line.item.hidden = !line.plain.includes(words);
    const hits = this.lines.filter(({ item }) => !item.hidden).length;
    this.found.textContent = words && filled(this.found.dataset.found, { number: number.format(hits) });
  }

  get text() { return this.lines.map(({ text }) => `${text}\n`).join(""); }

  async copy(button) {
    try { await navigator.clipboard.writeText(this.text); } catch { return; }
    player.say(button.dataset.copy);
    this.found.textContent = button.dataset.copy;
  }

  save(link) {
    URL.revokeObjectURL(link.href);
    link.href = URL.createObjectURL(new Blob([this.text], { type: "text/plain" }));
  }
}

class Line {
  constructor(cue) {
    const said = cue.getCueAsHTML();
    const speaker = said.querySelector("span[title]")?.title;
    const words = said.textContent.replace(/\s+/g, " ").trim();
    this.start = cue.startTime;
    this.text = [clock(this.start), speaker ? `${speaker}: ${words}` : words].join("\t");
    this.plain = plain(`${speaker ?? ""} ${words}`);
    this.item = element("li");
    Object.assign(this.item.dataset, { start: cue.startTime, end: cue.endTime });
    const link = element("a", "", { href: `?t=${Math.floor(this.start)}` });
    const line = element("span", "", { className: "transcript-words", dir: "auto" });
    if (speaker) line.append(element("b", speaker), " ");
    line.append(words);
    link.append(element("span", clock(this.start), { className: "transcript-moment" }), " ", line);
    this.item.append(link);
  }
}

const section = document.querySelector(".beside");
if (player && section) new Transcript(section);
