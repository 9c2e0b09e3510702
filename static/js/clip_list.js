// The clip list that somebody is making is remembered in this browser, and nowhere else.
const KEY = "clips";
const CHANGING = "clips-changing"; // from a form that was sent to the page that answers it
const own = document.querySelector("[data-kept]"); // on a list's own page

const attempt = (work) => { try { return work(); } catch { return null; } }; // storage may be shut
const kept = () => attempt(() => localStorage.getItem(KEY)) ?? "";
const keep = (query) => attempt(() => localStorage.setItem(KEY, query));

// Beside a player: the clip joins the list, and the film stays where it is.
const add = async (form) => {
  const asked = new URLSearchParams(kept());
  asked.set("add", form.elements.add.value);
  const address = `${form.action}?${asked}`;
  try {
    const answer = await fetch(address);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!answer.ok || page.getElementById("list-trouble")) throw new Error("not added");
    keep(new URL(answer.url).search);
    const link = form.nextElementSibling.querySelector("a");
    link.href = answer.url;
    link.parentElement.hidden = false;
    form.hidden = true;
    link.focus();
  } catch {
    location.assign(address);
  }
};

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-clips]")) return;
  if (own) attempt(() => sessionStorage.setItem(CHANGING, "1"));
  else {
    event.preventDefault();
    add(event.target);
  }
});

if (own) {
  const isChanged = attempt(() => sessionStorage.getItem(CHANGING));
  attempt(() => sessionStorage.removeItem(CHANGING));
  if (isChanged && !document.getElementById("list-trouble")) keep(location.search);
  own.hidden = !kept() || kept() === location.search;
  own.querySelector("a").href = kept() || "?";
  own.querySelector("[data-forget]").addEventListener("click", () => keep(""));
}
