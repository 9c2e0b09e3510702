// What this browser keeps for its viewer, and nobody else hears of. In a frame the browser may keep
// nothing: then it is known for as long as the page is open.
const PREFIX = "player-";
const here = new Map();

export const recall = (name, otherwise) => {
  try {
    const kept = localStorage.getItem(PREFIX + name);
    return kept === null ? (here.get(name) ?? otherwise) : JSON.parse(kept);
  } catch {
    return here.get(name) ?? otherwise;
  }
};

export const keep = (name, value) => {
  here.set(name, value);
  try { localStorage.setItem(PREFIX + name, JSON.stringify(value)); } catch { /* only for now */ }
};
