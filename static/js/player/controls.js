// What the plain buttons and their keys do.
const SKIP = 10; // seconds
const STEP = 5; // seconds, by an arrow
const LOUDER = 0.05;
const RATES = [0.5, 0.75, 1, 1.25, 1.5, 2];

const isMuted = ({ muted, volume }) => muted || volume === 0;

// iPhones let only the film itself fill the screen, in a player of their own.
const fill = ({ element, video }) => {
  if (document.fullscreenElement) document.exitFullscreen();
  else if (element.requestFullscreen) element.requestFullscreen().catch(() => {});
  else video.webkitEnterFullscreen?.();
};

const floatPicture = ({ video }) => {
  if (document.pictureInPictureElement) document.exitPictureInPicture();
  else video.requestPictureInPicture().catch(() => {});
};

const change = (video, by) => {
  video.muted = false;
  video.volume = Math.min(1, Math.max(0, video.volume + by));
};

const playing = (player) => {
  const { bar, element, video } = player;
  const toggle = () => player.toggle();
  bar.add("play", toggle);
  bar.add("back", () => player.seek(player.place - SKIP));
  bar.add("forward", () => player.seek(player.place + SKIP));
  const show = () => {
    bar.press("play", !video.paused);
    element.dataset.state = video.paused ? "paused" : "playing";
  };
  for (const name of ["play", "pause", "ended"]) video.addEventListener(name, show);
  const begin = element.querySelector(".begin");
  begin.addEventListener("click", toggle);
  const handOn = () => { if (document.activeElement === begin) bar.button("play").focus(); };
  element.addEventListener("player-begun", handOn); // before the button is gone, and the focus with it
  video.addEventListener("play", () => {
    player.hasBegun = true;
    element.dataset.begun = "";
    handOn();
  });
};

const sound = ({ bar, video }) => {
  const slider = bar.element.querySelector(".volume input");
  bar.add("mute", () => {
    video.muted = !isMuted(video);
    if (!video.muted && !video.volume) video.volume = 0.5;
  });
  slider.addEventListener("input", () => {
    video.muted = false;
    video.volume = slider.valueAsNumber;
  });
  const show = () => {
    bar.press("mute", isMuted(video));
    slider.value = isMuted(video) ? 0 : video.volume;
    slider.style.setProperty("--played", `${100 * slider.value}%`);
    slider.setAttribute("aria-valuetext", slider.valueAsNumber.toLocaleString(undefined, { style: "percent" }));
  };
  video.addEventListener("volumechange", show);
  show();
};

const windows = (player) => {
  const { bar, element, video } = player;
  bar.add("full", () => fill(player));
  bar.button("full").hidden = !document.fullscreenEnabled && !video.webkitEnterFullscreen;
  element.addEventListener("fullscreenchange", () => bar.press("full", document.fullscreenElement === element));
  bar.add("picture", () => floatPicture(player));
  bar.button("picture").hidden = !document.pictureInPictureEnabled;
  video.addEventListener("enterpictureinpicture", () => bar.press("picture", true));
  video.addEventListener("leavepictureinpicture", () => bar.press("picture", false));
};

const byKey = (player) => {
  const { keys, video } = player;
  const rate = (by) => {
    video.playbackRate = RATES[Math.min(RATES.length - 1, Math.max(0, RATES.indexOf(video.playbackRate) + by))];
  };
  const acts = {
    play: () => player.toggle(),
    skip: (key) => player.seek(player.place + (key === "j" ? -SKIP : SKIP)),
    step: (key) => player.seek(player.place + (key === "ArrowLeft" ? -STEP : STEP)),
    volume: (key) => change(video, key === "ArrowDown" ? -LOUDER : LOUDER),
    mute: () => player.bar.button("mute").click(),
    full: () => fill(player),
    rate: (key) => rate(key === "<" ? -1 : 1),
    tenth: (key) => player.seek((player.length * key) / 10),
    ends: (key) => player.seek(key === "Home" ? 0 : player.length),
  };
  for (const [name, act] of Object.entries(acts)) keys.take(name, act);
};

export const wire = (player) => {
  playing(player);
  sound(player);
  windows(player);
  byKey(player);
};

export { RATES };
