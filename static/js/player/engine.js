// What plays the film: the browser's HLS where it manages the source, hls.js where it was installed
// and media can be put together, the one MP4 otherwise.
import { Adaptive } from "./adaptive.js";

const HLS = "application/vnd.apple.mpegurl";
const CODECS = 'video/mp4; codecs="avc1.64001f,mp4a.40.2"';

const asItStands = () => "";
const playlist = ({ dataset }) => dataset.hls;
const oneFile = (video) => video.querySelector("source").src.split("#")[0];

// One file, or one playlist, that the browser plays by itself.
class Plain {
  qualities = [];
  quality = 0;

  // sourceOf: its address, asked for each time it is loaded, since addresses wear out.
  constructor(video, sourceOf = asItStands) {
    this.video = video;
    this.sourceOf = sourceOf;
    this.hasSounds = sourceOf !== asItStands && "audioTracks" in video;
    this.isLast = sourceOf !== playlist; // nothing else is left to play
  }

  async load(at) {
    const { video } = this;
    const source = this.sourceOf(video);
    if (source && video.getAttribute("src") !== source) video.src = source;
    else if (this.isLoaded || video.networkState === video.NETWORK_NO_SOURCE) video.load();
    this.isLoaded = true;
    if (at) video.currentTime = at;
  }

  leave() { /* the next one puts its own source in place */ }

  get audio() { return [...(this.video.audioTracks ?? [])].map(({ label }) => label); }

  get sound() { return [...(this.video.audioTracks ?? [])].find(({ enabled }) => enabled)?.label ?? ""; }

  set sound(name) {
    for (const track of this.video.audioTracks ?? []) track.enabled = track.label === name;
  }
}

export const engineFor = (video, tell) => {
  const { hls, engine } = video.dataset;
  if (hls && "ManagedMediaSource" in window && video.canPlayType(HLS)) return new Plain(video, playlist);
  if (hls && engine && window.MediaSource?.isTypeSupported(CODECS)) return new Adaptive(video, tell);
  return new Plain(video);
};

// Where everything else failed.
export const fallbackFor = (video) => new Plain(video, oneFile);
