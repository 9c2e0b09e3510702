// Copies a citation, with its italics where the other program takes them; says so for two seconds.
{
  const SHOWN = 2000; // milliseconds
  const said = document.getElementById("copied");

  const copy = async (source) => {
    const text = source.textContent.trim();
    try {
      const kinds = { "text/plain": text, "text/html": source.innerHTML.trim() };
      const blobs = Object.entries(kinds).map(([type, words]) => [type, new Blob([words], { type })]);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    } catch {
      await navigator.clipboard.writeText(text);
    }
  };

  const select = (source) => {
    const range = document.createRange();
    range.selectNodeContents(source);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  };

  const answer = async (button) => {
    const source = document.getElementById(button.dataset.copies);
    try { await copy(source); } catch { select(source); return; }
    const word = button.textContent;
    if (word === said.dataset.copied) return;
    button.textContent = said.textContent = said.dataset.copied;
    setTimeout(() => { button.textContent = word; said.textContent = ""; }, SHOWN);
  };

  for (const button of document.querySelectorAll("[data-copies]")) button.hidden = false;
  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("[data-copies]");
    if (button) answer(button);
  });
}
