// A page that waits for work to be done: it looks again by itself, and keeps its place.
const EVERY = 1500; // milliseconds
const waiting = document.getElementById("waiting");

const look = async () => {
  const response = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!response?.ok) return void setTimeout(look, 4 * EVERY);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const now = page.getElementById("waiting");
  if (now?.dataset.state !== waiting.dataset.state) return void location.replace(response.url);
  const [bar, seen] = [now, waiting].map((place) => place.querySelector("progress").parentElement);
  seen.innerHTML = bar.innerHTML;
  setTimeout(look, EVERY);
};

setTimeout(look, EVERY);
