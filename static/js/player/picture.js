// The picture under pointer and finger, and when the bar goes out of its way.
const STILL = 3000; // milliseconds
const TWICE = 300; // milliseconds between the taps of a double tap
const SKIP = 10; // seconds

// Fingers show the bar, and twice at a side they skip; a mouse plays and pauses.
const touched = (player) => {
  const { element, video } = player;
  let before = 0;
  video.addEventListener("pointerup", ({ pointerType, clientX, timeStamp }) => {
    if (pointerType !== "touch") return;
    const { left, width } = video.getBoundingClientRect();
    const part = (clientX - left) / width;
    const isDouble = timeStamp - before < TWICE;
    before = timeStamp;
    if (isDouble && part < 0.35) player.seek(player.place - SKIP);
    else if (isDouble && part > 0.65) player.seek(player.place + SKIP);
    else if (!isDouble && !video.paused) element.toggleAttribute("data-idle");
  });
};

const clicked = (player) => {
  const { bar, element, video } = player;
  let kind = "mouse";
  video.addEventListener("pointerdown", ({ pointerType }) => { kind = pointerType; });
  video.addEventListener("click", () => {
    element.focus({ preventScroll: true });
    if (kind !== "touch") player.toggle();
  });
  video.addEventListener("dblclick", () => {
    if (kind !== "touch") bar.button("full").click();
  });
};

const hides = ({ element, video }) => {
  let waiting;
  const isBusy = () => video.paused || element.querySelector(":is(.bar, .menu) :focus-visible, .menu:not([hidden])");
  const wait = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { if (!isBusy()) element.dataset.idle = ""; }, STILL);
  };
  const wake = () => {
    delete element.dataset.idle;
    wait();
  };
  element.addEventListener("pointermove", ({ pointerType }) => { if (pointerType !== "touch") wake(); });
  for (const name of ["keydown", "focusin"]) element.addEventListener(name, wake);
  element.addEventListener("pointerup", wait);
  for (const name of ["pause", "seeked"]) video.addEventListener(name, wake);
  video.addEventListener("play", wait);
  element.addEventListener("focusout", wait);
};

export const wire = (player) => {
  touched(player);
  clicked(player);
  hides(player);
};
