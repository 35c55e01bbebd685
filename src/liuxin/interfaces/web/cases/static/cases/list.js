/* Keys of the list: j and k go down and up, Enter opens. */
(function () {
  "use strict";
  const busy = (event) =>
    document.cookie.split("; ").includes("keys=off") || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, [contenteditable], dialog");
  function links() {
    return [...document.querySelectorAll("[data-keys] tbody tr .case-title a")];
  }
  function move(step) {
    const all = links();
    if (!all.length) return;
    const now = all.indexOf(document.activeElement);
    const next = now < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(now + step, 0), all.length - 1);
    all.forEach((link, place) => link.closest("tr").setAttribute("aria-selected", String(place === next)));
    all[next].focus();
    all[next].scrollIntoView({ block: "nearest" });
  }
  document.addEventListener("keydown", (event) => {
    if (busy(event)) return;
    if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
  });
})();
