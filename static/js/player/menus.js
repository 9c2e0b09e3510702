// Menus: a button of the bar opens one, which takes the focus; Escape, the button again, and a look
// elsewhere close it.
import { RATES } from "./controls.js";

let number = 0;

export class Menu {
  constructor(player, name) {
    this.player = player;
    this.element = player.element.querySelector(`[data-menu="${name}"]`);
    this.element.id = `player-menu-${name}`;
    this.button = player.bar.add(name, () => (this.isOpen ? this.close() : this.open()));
    this.button.setAttribute("aria-expanded", "false");
    this.button.setAttribute("aria-controls", this.element.id);
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
    player.element.addEventListener("focusin", ({ target }) => this.unlessAt(target));
    document.addEventListener("pointerdown", ({ target }) => this.unlessAt(target));
  }

  get isOpen() { return !this.element.hidden; }

  open() {
    this.show(true);
    (this.element.querySelector(":checked") ?? this.element.querySelector("input, a, button"))?.focus();
  }

  close() {
    const hadFocus = this.element.contains(document.activeElement);
    this.show(false);
    if (hadFocus) this.button.focus();
  }

  // The player itself has the focus while a label of the menu is pressed.
  unlessAt(target) {
    const own = [this.element, this.button].some((element) => element.contains(target));
    if (this.isOpen && !own && target !== this.player.element) this.show(false);
  }

  show(isOpen) {
    this.element.hidden = !isOpen;
    this.button.setAttribute("aria-expanded", String(isOpen));
  }
}

// One of several, as radio buttons. choices: [value, words]; act gets the value as a text.
export const offer = (place, choices, chosen, act) => {
  const group = `player-choice-${++number}`;
  place.replaceChildren(...choices.map(([value, words]) => {
    const label = document.createElement("label");
    const input = document.createElement("input");
    const said = document.createElement("bdi");
    said.textContent = words;
    Object.assign(input, { type: "radio", name: group, value, checked: String(value) === String(chosen) });
    input.addEventListener("change", () => act(input.value));
    label.append(input, said);
    return label;
  }));
};

const format = new Intl.NumberFormat(document.documentElement.lang || "en");

const speed = (player) => {
  const { bar, video } = player;
  const menu = new Menu(player, "speed");
  const words = (rate) => `${format.format(rate)}×`;
  const show = () => {
    const rate = video.playbackRate;
    offer(menu.element.querySelector(".options"), RATES.map((one) => [one, words(one)]), rate, (value) => {
      video.playbackRate = Number(value);
    });
    bar.choose("speed", words(rate));
  };
  video.addEventListener("ratechange", () => (menu.isOpen ? bar.choose("speed", words(video.playbackRate)) : show()));
  show();
};

const quality = (player) => {
  const { bar } = player;
  const menu = new Menu(player, "quality");
  const place = menu.element.querySelector(".options");
  const { auto, now } = place.dataset;
  const show = () => {
    const { height, qualities, quality: chosen } = player.engine;
    bar.button("quality").hidden = qualities.length < 2;
    if (qualities.length < 2) return;
    const words = (one) => (one ? `${one}p` : auto);
    bar.choose("quality", chosen || !height ? words(chosen) : now.replace("{quality}", words(height)));
    if (menu.isOpen) return;
    offer(place, [0, ...qualities].map((one) => [one, words(one)]), chosen, (value) => {
      player.engine.quality = Number(value);
      bar.choose("quality", words(Number(value)));
    });
  };
  player.element.addEventListener("player-changed", show);
  show();
};

export const wire = (player) => {
  speed(player);
  quality(player);
};
