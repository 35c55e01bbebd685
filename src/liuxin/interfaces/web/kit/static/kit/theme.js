/* Runs before the first paint: where nobody chose a theme, Tabler hears what the system wants. */
(function () {
  "use strict";
  const root = document.documentElement;
  if (root.dataset.bsTheme) return;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const say = () => {
    if (root.dataset.chosen) return;
    root.dataset.bsTheme = dark.matches ? "dark" : "light";
    dispatchEvent(new Event("lx-theme"));
  };
  dark.addEventListener("change", say);
  say();
})();
