// The search field: suggestions below it, as the ARIA combobox pattern has it, and the key "/".
const WAIT = 150; // milliseconds without a letter
const SHORTEST = 2; // letters

const field = document.getElementById("search");
const list = document.getElementById("suggestions");
const options = () => [...list.children];
let typed = "";
let waiting;
let asking;

const close = () => {
  clearTimeout(waiting);
  asking?.abort();
  list.hidden = true;
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
};

const option = ({ title, year, url }, kind, number) => {
  const item = document.createElement("li");
  item.id = `suggestion-${number}`;
  item.role = "option";
  item.ariaSelected = "false";
  item.dataset.url = url;
  item.dataset.words = title;
  const beside = document.createElement("span");
  beside.className = "quiet";
  beside.textContent = year ?? list.dataset[kind] ?? "";
  item.append(title, " ", beside);
  return item;
};

const show = (found) => {
  const offered = Object.entries(found).flatMap(([kind, things]) => things.map((thing) => [thing, kind]));
  list.replaceChildren(...offered.map(([thing, kind], number) => option(thing, kind, number)));
  list.hidden = !offered.length;
  field.setAttribute("aria-expanded", String(!list.hidden));
  field.removeAttribute("aria-activedescendant");
};

const suggest = async () => {
  asking?.abort();
  asking = new AbortController();
  try {
    const address = `${list.dataset.url}?q=${encodeURIComponent(typed)}`;
    const answer = await fetch(address, { signal: asking.signal });
    if (answer.ok && document.activeElement === field) show(await answer.json());
  } catch { /* none, then */ }
};

// The words of the option at that place go into the field; past either end stands what was typed.
const move = (step) => {
  const all = options();
  const now = all.findIndex((item) => item.ariaSelected === "true");
  const next = (now + 1 + step + all.length + 1) % (all.length + 1) - 1;
  all.forEach((item, place) => { item.ariaSelected = String(place === next); });
  field.value = all[next]?.dataset.words ?? typed;
  if (all[next]) {
    field.setAttribute("aria-activedescendant", all[next].id);
    all[next].scrollIntoView({ block: "nearest" });
  } else field.removeAttribute("aria-activedescendant");
};

field.role = "combobox";
field.setAttribute("aria-expanded", "false");
field.setAttribute("aria-controls", list.id);
field.setAttribute("aria-autocomplete", "list");

field.addEventListener("input", () => {
  typed = field.value;
  clearTimeout(waiting);
  if (typed.trim().length < SHORTEST) close();
  else waiting = setTimeout(suggest, WAIT);
});

field.addEventListener("keydown", (event) => {
  if (list.hidden || event.isComposing) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event.key === "ArrowDown" ? 1 : -1);
  else if (event.key === "Escape") {
    field.value = typed;
    close();
  } else return;
  event.preventDefault();
});

field.addEventListener("blur", close);
list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
list.addEventListener("click", ({ target }) => {
  const chosen = target.closest("[role=option]");
  if (chosen) location.assign(chosen.dataset.url);
});

addEventListener("keydown", (event) => {
  const isTyping = event.target.closest?.("input, textarea, select, [contenteditable], .player");
  if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  field.focus();
  field.select();
});
