// The row of controls. Each has its name from the page, and says its state in it.
const ICONS = {
  play: ["play", "pause"], back: ["back"], forward: ["forward"], mute: ["sound", "muted"],
  captions: ["captions"], transcript: ["transcript"], speed: ["speed"], quality: ["quality"],
  picture: ["picture"], full: ["full", "window"],
};
const SVG = "http://www.w3.org/2000/svg";

export class Bar {
  constructor(player) {
    this.element = player.element.querySelector(".bar");
    for (const button of this.element.querySelectorAll("[data-does]")) {
      button.dataset.name = button.ariaLabel;
      this.draw(button);
    }
  }

  button(name) { return this.element.querySelector(`[data-does="${name}"]`); }

  // Have the button of a name do something, and show it. One that the page does not have comes
  // before full screen: give it its words, and an SVG symbol's id as its icon.
  add(name, act, { words = "", icon = "" } = {}) {
    const button = this.button(name) ?? this.made(name, words, icon);
    button.hidden = false;
    button.addEventListener("click", act);
    return button;
  }

  // Say that a button which has two states is in its second one, or is not.
  press(name, isPressed) {
    const button = this.button(name);
    button.ariaLabel = isPressed ? (button.dataset.pressed ?? button.dataset.name) : button.dataset.name;
    this.draw(button, isPressed);
  }

  // Say the choice in the name: "Speed: {choice}".
  choose(name, choice) {
    const button = this.button(name);
    button.ariaLabel = button.dataset.name.replace("{choice}", choice);
  }

  made(name, words, icon) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", ariaLabel: words });
    Object.assign(button.dataset, { does: name, name: words });
    if (icon) button.append(drawing(icon));
    this.button("full").before(button);
    return button;
  }

  draw(button, isPressed = false) {
    const [plain, pressed] = ICONS[button.dataset.does];
    button.querySelector("svg")?.remove();
    button.prepend(drawing(`p-${isPressed ? (pressed ?? plain) : plain}`));
  }
}

const drawing = (id) => {
  const svg = document.createElementNS(SVG, "svg");
  svg.ariaHidden = "true";
  svg.append(document.createElementNS(SVG, "use"));
  svg.firstChild.setAttribute("href", `#${id}`);
  return svg;
};
