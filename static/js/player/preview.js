// What is to be seen at a place, above the pointer: a small picture where there is one, the chapter,
// the time. The pictures are asked for when a pointer first comes near.
import { clock } from "./times.js";

const XYWH = /^(.*)#xywh=(\d+),(\d+),(\d+),(\d+)$/;

const at = (cues, time) => [...(cues ?? [])].find(({ startTime, endTime }) => startTime <= time && time < endTime);

const pictures = (video) => {
  const element = document.createElement("track");
  Object.assign(element, { kind: "metadata", src: video.dataset.sprites });
  video.append(element);
  element.track.mode = "hidden";
  return element.track;
};

const paint = (sprite, text, address) => {
  const found = XYWH.exec(text ?? "");
  sprite.hidden = !found;
  if (!found) return;
  const [, file, x, y, width, height] = found;
  Object.assign(sprite.style, {
    width: `${width}px`,
    height: `${height}px`,
    backgroundImage: `url("${new URL(file, new URL(address, location.href))}")`,
    backgroundPosition: `-${x}px -${y}px`,
  });
};

export const wire = (player) => {
  const { element, slider } = player.progress;
  const { video } = player;
  const preview = element.querySelector(".preview");
  const [sprite, words] = preview.children;
  let track;
  const show = ({ clientX }) => {
    const { left, width } = slider.getBoundingClientRect();
    const part = Math.min(1, Math.max(0, (clientX - left) / width));
    const time = part * player.length;
    const chapter = at(player.chapters, time)?.text ?? "";
    words.textContent = [chapter, clock(time)].filter(Boolean).join(" · ");
    paint(sprite, at(track?.cues, time)?.text, video.dataset.sprites);
    preview.hidden = false;
    const half = preview.offsetWidth / 2;
    const place = Math.min(width - half, Math.max(half, part * width));
    preview.style.setProperty("--at", `${place + slider.offsetLeft}px`);
  };
  slider.addEventListener("pointerenter", () => {
    if (video.dataset.sprites) track ??= pictures(video);
  });
  slider.addEventListener("pointermove", show);
  for (const name of ["pointerleave", "pointercancel"]) {
    slider.addEventListener(name, () => { preview.hidden = true; });
  }
};
