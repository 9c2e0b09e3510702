// Filters that take effect at once: the answer to a change takes the place of what is shown.
const form = document.getElementById("filters");
const status = document.getElementById("announced");
const parts = ["#count", ".filters-button", ".results"];
let asking;
let shown = location.href;

const replace = (page) => {
  const focused = document.activeElement?.id;
  const open = new Map([...form.querySelectorAll("details")].map((group) => [group.id, group.open]));
  for (const part of parts) {
    document.querySelector(part).replaceChildren(...page.querySelector(part).childNodes);
  }
  form.replaceChildren(...page.getElementById("filters").childNodes);
  for (const group of form.querySelectorAll("details")) group.open = open.get(group.id) ?? group.open;
  document.title = page.title;
  atOnce();
  document.getElementById(focused)?.focus({ preventScroll: true });
  status.textContent = document.getElementById("count").textContent.trim();
};

const show = async (address) => {
  asking?.abort();
  asking = new AbortController();
  try {
    const answer = await fetch(address, { signal: asking.signal });
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    replace(page);
    shown = new URL(page.getElementById("filters").dataset.asked, address).href;
    history.replaceState(history.state, "", shown);
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
  }
};

// With scripts there is nothing to apply, and a sheet says what is behind it.
const atOnce = () => {
  form.querySelector(".apply").hidden = true;
  form.querySelector(".show").hidden = false;
};

form.addEventListener("change", () => {
  const address = new URL(form.action);
  address.search = new URLSearchParams(new FormData(form));
  const remember = history.state === "sheet" ? "replaceState" : "pushState";
  history[remember](history.state, "", address);
  show(address.href);
});

// The way back closes an open sheet, and keeps what was chosen in it.
form.addEventListener("toggle", ({ newState }) => {
  if (newState === "open") history.pushState("sheet", "", location.href);
});

addEventListener("popstate", () => {
  if (form.matches(":popover-open")) {
    form.hidePopover();
    history.replaceState(null, "", shown);
  } else if (location.href !== shown) show(location.href);
});

atOnce();
