// A film with seats: while it plays, the library hears so, or the seat goes to somebody else.
const EVERY = 20_000; // milliseconds

export const wire = (player) => {
  const { video } = player;
  const { seat } = video.dataset;
  if (!seat) return;
  setInterval(async () => {
    if (video.paused || video.ended) return;
    try {
      const { status } = await fetch(video.dataset.seat, { method: "HEAD", cache: "no-store" });
      if (status === 403) player.hear("refused");
    } catch { /* the network is away: the next sign may get through */ }
  }, EVERY);
};
