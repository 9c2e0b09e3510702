// Keys, for as long as the focus is inside the player. They can be turned off, and stay so.
import { keep, recall } from "./memory.js";

const FIELDS = "input, select, textarea, [contenteditable]";
const PRESSABLE = "button, a, summary, label";
const OF_FIELDS = /^(Arrow|Home|End| |[0-9]$)/; // keys that a field has a use for
const PLACE = ".progress input"; // whose steps are the player's own

export class Keys {
  constructor(player) {
    this.dialog = player.element.querySelector(".keys");
    this.list = new Map();
    this.areOn = recall("keys", true);
    this.take("keys", () => this.dialog.showModal());
    const choice = this.dialog.querySelector("input");
    choice.checked = this.areOn;
    choice.addEventListener("change", () => this.turn(choice.checked));
    this.listen(player.element);
    player.extras.querySelector(".show-keys").addEventListener("click", () => this.dialog.showModal());
  }

  // Have the keys of a row in the page's list do something.
  take(name, act) {
    const row = this.dialog.querySelector(`[data-act="${name}"]`);
    for (const key of row.dataset.keys.split(" ")) this.list.set(key === "Space" ? " " : key, act);
  }

  // One key more, small where it is a letter, with its words for the list.
  add(key, words, act) {
    const row = this.dialog.querySelector("[data-act]").cloneNode(true);
    row.dataset.act = row.dataset.keys = key;
    row.querySelector("dt").replaceChildren(document.createElement("kbd"));
    row.querySelector("kbd").textContent = key.toUpperCase();
    row.querySelector("dd").textContent = words;
    this.dialog.querySelector("dl").append(row);
    this.take(key, act);
  }

  // Another element whose focus counts as the player's, such as a transcript.
  listen(element) {
    element.addEventListener("keydown", (event) => this.hear(event));
  }

  turn(on) {
    this.areOn = on;
    keep("keys", on);
  }

  hear(event) {
    if (this.dialog.open || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const act = this.list.get(key);
    if (!act || !(this.areOn || key === "?") || isOfTarget(event.target, key)) return;
    event.preventDefault();
    act(key);
  }
}

const isOfTarget = (target, key) => {
  if (target.matches("input:not([type=range], [type=radio], [type=checkbox]), textarea, select")) return true;
  if (target.matches(FIELDS) && !target.matches(PLACE)) return OF_FIELDS.test(key);
  return key === " " && target.matches(PRESSABLE);
};
