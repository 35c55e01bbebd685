/* Keys of the pages: a letter presses what bears it, g and a letter goes to a place, ? lists them. Each reader can switch them off. */
(function () {
  "use strict";
  const off = () => document.cookie.split("; ").includes("keys=off");
  const typing = (event) =>
    event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.target.closest("input, select, textarea, [contenteditable]");
  const AFTER_G = 1500;
  let went = 0;

  function visible(element) {
    return element.getClientRects().length > 0;
  }
  function bearer(key) {
    return [...document.querySelectorAll('[data-key="' + CSS.escape(key) + '"]')].find((each) => key === "?" || visible(each));
  }
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || typing(event) || off() || document.querySelector("dialog[open]")) return;
    const key = event.key;
    if (key.length !== 1) return;
    const after = Date.now() - went < AFTER_G;
    went = 0;
    if (!after && key === "g") {
      went = Date.now();
      return;
    }
    const place = after ? document.querySelector('[data-key="g ' + CSS.escape(key) + '"]') : bearer(key);
    if (place) {
      event.preventDefault();
      place.click();
      return;
    }
    const row = document.activeElement;
    if (key === "o" && row && row.matches("[data-keys] a")) row.click();
    const find = key === "/" && document.querySelector("[data-find]");
    if (find) {
      event.preventDefault();
      find.focus();
      find.select();
    }
  });
})();
