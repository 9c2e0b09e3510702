// What went wrong, in words, with the place kept. What was fetched already plays out first.
import { clock, filled } from "./times.js";

const LEFT = 0.4; // seconds of the film: nothing more to play
const SLOW = 1000; // milliseconds of waiting, before anything is said
const AGAIN = 30_000; // milliseconds in which what was renewed is not renewed once more
const NO_SOURCE = 4; // as a <video> counts its errors: none of its sources can be played
const KINDS = ["refused", "missing", "network", "broken"];
const SAID = ".panel-answer, .panel-words, .panel-step";

const isPlayedOut = ({ buffered, currentTime, error }) => {
  if (error) return true;
  for (let i = 0; i < buffered.length; i++) {
    if (buffered.start(i) <= currentTime + LEFT && buffered.end(i) > currentTime + LEFT) return false;
  }
  return true;
};

// What the library answers at an address of the film: the kind of trouble, and a code to look up.
const asked = async (address, otherwise) => {
  try {
    const { headers, ok, status } = await fetch(address, { method: "HEAD", cache: "no-store" });
    const code = headers.get("X-Request-ID") ?? "";
    if (status === 403) return ["refused", code];
    if (ok) return [otherwise === "missing" ? "broken" : otherwise, code]; // it misses a piece of it
    return [status === 404 ? "missing" : "network", code];
  } catch {
    return ["offline", ""];
  }
};

// The page as it would be now, at the place: it has a player anew, or says why not.
const pageAt = async (place) => {
  const address = new URL(location.href);
  address.searchParams.set("t", Math.floor(place));
  try {
    const answer = await fetch(address, { cache: "no-store" });
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return document.implementation.createHTMLDocument();
  }
};

class Trouble {
  constructor(player) {
    this.player = player;
    this.element = player.element.querySelector(".trouble");
    this.words = this.element.dataset;
    this.renewedAt = -AGAIN;
    const { element, video } = player;
    for (const kind of KINDS) {
      element.addEventListener(`player-${kind}`, ({ detail }) => this.meet(kind, detail));
    }
    for (const name of ["waiting", "timeupdate"]) video.addEventListener(name, () => this.tellIfDue());
    video.addEventListener("error", ({ target }) => this.failed(target), true); // its source's too
    video.addEventListener("playing", () => { if (this.isTold) this.clear(); }); // what is due stays due
    this.element.querySelector(".retry").addEventListener("click", () => this.retry());
    addEventListener("online", () => this.isBack());
  }

  // kind: one of KINDS. code: what the library can look up.
  meet(kind, code = "") {
    if (this.kind === "refused") return;
    this.kind = kind;
    this.code = code;
    this.tellIfDue();
  }

  failed(target) {
    if (target.localName === "track" || this.player.engine.tellsItself) return;
    const { hasBegun, video } = this.player;
    if (hasBegun || video.error) this.meet("broken", `media-${video.error?.code ?? NO_SOURCE}`);
  }

  // The network. What was not told yet, since the film played on, need not be told any more.
  isBack() {
    if (this.kind === "offline") this.retry();
    else if (this.kind === "network" && !this.isTold) this.kind = undefined;
  }

  tellIfDue() {
    if (this.kind && !this.isTold && isPlayedOut(this.player.video)) this.tell();
  }

  async tell() {
    this.isTold = true;
    this.place = this.player.place;
    this.player.keepPlace();
    if (this.kind !== "refused") await this.ask();
    if (this.kind === "refused") await this.renewOrSay();
    else if (this.kind !== "broken" || !(await this.playsOtherwise())) {
      this.show(filled(this.words[this.kind], { code: this.code }));
    }
  }

  async ask() {
    const { video } = this.player;
    const [kind, code] = await asked(video.dataset.hls ?? video.querySelector("source").src, this.kind);
    this.kind = kind;
    this.code = [this.code, code].filter(Boolean).join(" ");
  }

  async playsOtherwise() {
    if (this.player.engine.isLast) return false;
    await this.player.fallBack(this.place);
    this.clear();
    this.player.play();
    return true;
  }

  async renewOrSay() {
    const page = await pageAt(this.place);
    const fresh = page.querySelector("video.player");
    if (fresh && performance.now() - this.renewedAt > AGAIN) return this.renew(fresh);
    const panel = page.getElementById("streaming");
    this.show(panel ? "" : this.words.refused, panel);
    if (panel) document.getElementById("streaming")?.replaceWith(document.importNode(panel, true));
    return undefined;
  }

  // Addresses wear out while one watches, or a seat became free: go on by new ones.
  renew(fresh) {
    const { video } = this.player;
    this.renewedAt = performance.now();
    Object.assign(video.dataset, fresh.dataset);
    video.querySelector("source").src = fresh.querySelector("source").getAttribute("src");
    return this.retry();
  }

  async retry() {
    const { kind, place } = this;
    this.clear();
    if (kind === "refused" && performance.now() - this.renewedAt > AGAIN) {
      Object.assign(this, { kind, isTold: true });
      await this.renewOrSay();
    } else {
      await this.player.begin(place);
      this.player.play();
    }
  }

  show(words, panel) {
    const [line, said, kept] = this.element.children;
    line.textContent = words;
    said.replaceChildren(...[...(panel?.querySelectorAll(SAID) ?? [])].map((part) => document.importNode(part, true)));
    kept.textContent = this.place ? filled(kept.dataset.words, { time: clock(this.place) }) : "";
    this.element.hidden = false;
    if (this.player.element.contains(document.activeElement)) this.element.querySelector("a, button").focus();
  }

  clear() {
    this.kind = this.isTold = undefined;
    this.element.hidden = true;
  }
}

// A network that is slow, but there.
const slowly = (player) => {
  const { element, video } = player;
  const { loading, lower } = element.querySelector(".said").dataset;
  let waiting;
  video.addEventListener("waiting", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => player.say(loading), SLOW);
  });
  video.addEventListener("playing", () => clearTimeout(waiting));
  element.addEventListener("player-lower", () => player.say(lower));
};

export const wire = (player) => {
  player.trouble = new Trouble(player);
  slowly(player);
};
