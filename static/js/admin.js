// Names for the fields that Django's admin, and the Select2 it comes with, leave without one.
{
  const identified = (element) => (element.id ||= `named-${document.querySelectorAll("[id^=named-]").length}`);

  // What stands beside a field, or heads its column or its filter.
  const labelOf = (field) => {
    const cell = field.closest("td");
    return document.querySelector(`label[for="${CSS.escape(field.id)}"]`)
      ?? field.closest("[data-filter-title]")?.querySelector("summary")
      ?? cell?.closest("table").tHead?.rows[0].cells[cell.cellIndex];
  };

  const nameCompletion = (container) => {
    const field = container.previousElementSibling;
    const label = field?.matches("select") && labelOf(field);
    if (!label) return;
    const named = identified(label);
    const value = container.querySelector(".select2-selection__rendered[role=textbox]");
    if (value) {
      value.removeAttribute("role");
      value.removeAttribute("aria-readonly");
      container.querySelector("[role=combobox]").setAttribute("aria-labelledby", `${named} ${value.id}`);
    }
    container.querySelector("input")?.setAttribute("aria-labelledby", named);
  };

  const nameDayAndTime = (field) => {
    const legend = field.closest(".flex-container")?.querySelector("label, legend") ?? labelOf(field);
    const part = field.previousSibling?.textContent ?? "";
    if (legend) field.setAttribute("aria-label", `${legend.textContent} ${part}`.replaceAll(/[\s:]+/g, " ").trim());
  };

  // Leaving with something typed asks once; handing it in does not.
  const askBeforeLeaving = (form) => {
    const ask = (event) => event.preventDefault();
    if (form.querySelector(".errornote")) addEventListener("beforeunload", ask);
    form.addEventListener("input", () => addEventListener("beforeunload", ask));
    form.addEventListener("submit", () => removeEventListener("beforeunload", ask));
  };

  addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector(".change-form #content-main form[method=post]");
    if (form) askBeforeLeaving(form);
    const search = document.getElementById("searchbar");
    search?.setAttribute("aria-label", document.querySelector("label[for=searchbar] img")?.alt ?? "");
    for (const field of document.querySelectorAll(".datetime input")) nameDayAndTime(field);
    for (const empty of document.querySelectorAll("th.original:empty")) {
      const cell = document.createElement("td");
      cell.className = "original";
      empty.replaceWith(cell);
    }
    for (const container of document.querySelectorAll(".select2-container")) nameCompletion(container);
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) {
        for (const node of addedNodes) if (node.matches?.(".select2-container")) nameCompletion(node);
      }
    }).observe(document.body, { childList: true, subtree: true });
  });
}
