/* The list renews itself every seven seconds while it is looked at; what is marked, and where one stands, stays. */
(function () {
  "use strict";
  const EACH = 7000;
  const body = () => document.getElementById("case-rows");
  const boxes = () => [...document.querySelectorAll("#case-rows input[name=case]")];
  let kept = null;
  setInterval(() => {
    if (document.visibilityState === "visible" && body() && window.htmx) htmx.trigger(body(), "lx-renew");
  }, EACH);
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!event.detail.target || event.detail.target.id !== "case-rows") return;
    /* A sign-in page or an error is not swapped into the table: the rows stay as they are. */
    if (!event.detail.xhr.responseText.trimStart().startsWith("<tbody")) {
      event.detail.shouldSwap = false;
      return;
    }
    const row = document.activeElement && document.activeElement.closest("#case-rows tr");
    kept = {
      marked: new Set(boxes().filter((box) => box.checked).map((box) => box.value)),
      row: row && row.dataset.case,
      field: document.activeElement && document.activeElement.matches("input") ? "input" : "a",
      lit: [...document.querySelectorAll('#case-rows tr[aria-selected="true"]')].map((one) => one.dataset.case),
    };
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (!kept || !body()) return;
    boxes().forEach((box) => {
      box.checked = kept.marked.has(box.value);
    });
    body().querySelectorAll("tr").forEach((row) => {
      if (kept.lit.includes(row.dataset.case)) row.setAttribute("aria-selected", "true");
      if (row.dataset.case === kept.row) row.querySelector(kept.field).focus({ preventScroll: true });
    });
    kept = null;
    tell();
  });
  function tell() {
    const all = document.querySelector("[data-mark-all]");
    const count = boxes().filter((box) => box.checked).length;
    if (all) {
      all.checked = count > 0 && count === boxes().length;
      all.indeterminate = count > 0 && count < boxes().length;
    }
  }
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-mark-all]")) boxes().forEach((box) => (box.checked = event.target.checked));
    if (event.target.matches("[data-mark-all], #case-rows input[name=case]")) tell();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "x" || event.ctrlKey || event.metaKey || event.altKey) return;
    const row = document.activeElement && document.activeElement.closest("#case-rows tr");
    const box = row && row.querySelector("input[name=case]");
    if (!box || document.activeElement.matches("input:not([type=checkbox])")) return;
    event.preventDefault();
    box.checked = !box.checked;
    tell();
  });
})();
