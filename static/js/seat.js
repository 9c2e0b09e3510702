// A film with seats: while it plays, the library hears so, or the seat goes to somebody else. Once
// it is refused the page is opened anew, which says why.
const EVERY = 20000; // milliseconds

const player = document.querySelector("video[data-seat]");

const ask = async () => {
  try {
    const answer = await fetch(player.dataset.seat, { method: "HEAD", cache: "no-store" });
    if (answer.status === 403) location.reload();
  } catch { /* the network is away: the next sign may get through */ }
};

setInterval(() => { if (!player.paused && !player.ended) ask(); }, EVERY);
player.addEventListener("error", ask, true); // of the film or of its source
