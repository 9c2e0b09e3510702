// HLS by hls.js, which is fetched when the film begins: the browser's own HLS cannot be relied on,
// except where it manages the source itself (see docs/decisions on the player).
const AHEAD = 40; // seconds that are fetched before they are needed
const BEHIND = 60;
const GUESS = 3_000_000; // bits a second, until the network has shown its speed

export class Adaptive {
  tellsItself = true; // of its trouble, before the <video> does
  hasSounds = true; // to choose between, if the film has them

  // tell: called with "refused", "missing", "network", "broken" and a code; "changed" for the menus,
  // "lower" when the picture becomes coarser by itself.
  constructor(video, tell) {
    this.video = video;
    this.tell = tell;
    this.mended = 0;
  }

  async load(at) {
    const { default: Hls } = await import(this.video.dataset.engine);
    this.hls?.destroy();
    this.hls = new Hls({
      enableWorker: false, // fMP4 is passed on as it is: there is nothing to take off the page's hands
      startPosition: at,
      maxBufferLength: AHEAD,
      maxMaxBufferLength: AHEAD, // else it goes on to sixty megabytes, which may be ten minutes
      backBufferLength: BEHIND,
      capLevelToPlayerSize: true,
      abrEwmaDefaultEstimate: GUESS,
      renderTextTracksNatively: false,
    });
    this.hls.on(Hls.Events.ERROR, (_name, fault) => this.hear(fault, Hls));
    this.hls.on(Hls.Events.LEVEL_SWITCHED, (_name, { level }) => this.switched(level));
    this.hls.on(Hls.Events.AUDIO_TRACKS_UPDATED, () => { if (this.wanted) this.sound = this.wanted; });
    for (const name of ["MANIFEST_PARSED", "AUDIO_TRACKS_UPDATED", "AUDIO_TRACK_SWITCHED"]) {
      this.hls.on(Hls.Events[name], () => this.tell("changed"));
    }
    const ready = new Promise((resolve) => { this.hls.once(Hls.Events.MEDIA_ATTACHED, resolve); });
    this.hls.loadSource(this.video.dataset.hls);
    this.hls.attachMedia(this.video);
    await ready;
  }

  // Where the browser knows that the network is away, the engine asks again for ever, and no fault is
  // fatal: it is told at once.
  hear({ type, details, fatal, response }, { ErrorDetails, ErrorTypes }) {
    const code = response?.code;
    if (code === 403) {
      this.hls.stopLoad(); // what is there already plays out
      this.tell("refused");
    } else if (type === ErrorTypes.NETWORK_ERROR && (fatal || !navigator.onLine)) {
      this.tell(code === 404 ? "missing" : "network", details);
    } else if (fatal && details === ErrorDetails.FRAG_PARSING_ERROR) {
      this.tell("broken", details); // what came cannot be read, however often it is begun anew
    } else if (fatal && type === ErrorTypes.MEDIA_ERROR && this.mended++ < 2) {
      this.hls.recoverMediaError();
    } else if (fatal) this.tell("broken", details);
  }

  switched(level) {
    const height = this.hls.levels[level]?.height;
    if (this.hls.autoLevelEnabled && height < this.height) this.tell("lower");
    this.height = height;
    this.tell("changed");
  }

  leave() { this.hls?.destroy(); }

  // The heights there are, highest last; 0 for the engine's own choice.
  get qualities() { return this.hls ? this.hls.levels.map(({ height }) => height) : []; }

  get quality() { return this.hls?.levels[this.hls.manualLevel]?.height ?? 0; }

  set quality(height) {
    this.hls.nextLevel = this.qualities.indexOf(height); // -1 is its own choice
  }

  get audio() { return this.hls ? this.hls.audioTracks.map(({ name }) => name) : []; }

  get sound() { return this.hls?.audioTracks[this.hls.audioTrack]?.name ?? this.wanted ?? ""; }

  set sound(name) {
    this.wanted = name; // also before there is one
    const found = this.audio.indexOf(name);
    if (found >= 0) this.hls.audioTrack = found;
  }
}
