// The theme the reader chose, applied before the first paint; `auto` follows the system.
{
  const root = document.documentElement;
  const read = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const keep = (theme) => { try { localStorage.setItem("theme", theme); } catch { /* only for now */ } };
  const show = (theme) => { root.dataset.theme = theme === "light" || theme === "dark" ? theme : "auto"; };

  show(read());
  addEventListener("DOMContentLoaded", () => {
    const choice = document.getElementById("theme");
    if (!choice) return;
    choice.querySelector(`[value=${root.dataset.theme}]`).checked = true;
    choice.addEventListener("change", ({ target }) => { keep(target.value); show(target.value); });
    choice.hidden = false;
  });
}
