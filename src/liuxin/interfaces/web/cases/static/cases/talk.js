/* The composer of a case: tabs, counting down, sending by keys, templates, names after an @. Without it all of it works by pages. */
(function () {
  "use strict";
  const composer = document.querySelector("[data-composer]");

  /* what is shown of the conversation */
  document.addEventListener("click", (event) => {
    const chooser = event.target.closest("[data-talk]");
    if (!chooser) return;
    chooser.parentElement.querySelectorAll("[data-talk]").forEach((other) => other.setAttribute("aria-pressed", String(other === chooser)));
    chooser.closest(".talk").dataset.only = chooser.dataset.talk;
  });

  /* seconds that are left to take an answer back */
  function count() {
    document.querySelectorAll("[data-until]").forEach((place) => {
      const left = Math.ceil((Date.parse(place.dataset.until) - Date.now()) / 1000);
      place.textContent = left > 0 ? place.dataset.counting.replace("#", String(left)) : place.dataset.over;
    });
  }
  count();
  setInterval(count, 500);
  document.addEventListener("htmx:afterSwap", count);
  if (!composer) return;

  /* tabs: nothing that was typed is lost in between */
  function show(tab) {
    composer.querySelectorAll("[data-panel]").forEach((panel) => {
      panel.hidden = panel.dataset.panel !== tab;
    });
    composer.querySelectorAll("[data-tab]").forEach((link) => {
      if (link.dataset.tab === tab) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
    const field = composer.querySelector('[data-panel="' + tab + '"] textarea');
    if (field) field.focus();
  }
  composer.addEventListener("click", (event) => {
    const link = event.target.closest("[data-tab]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    show(link.dataset.tab);
  });

  /* Ctrl or Command with Enter sends; a form is sent once */
  composer.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    const form = event.target.closest("form[data-sends]");
    if (!form) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("[data-send]"));
  });
  composer.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-sends]")) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 5000);
  });

  /* templates: / in an empty answer, or the button; one press puts the words in */
  const answer = document.getElementById("reply-text");
  if (answer) {
    answer.addEventListener("keydown", (event) => {
      if (event.key !== "/" || answer.value || event.isComposing) return;
      event.preventDefault();
      composer.querySelector('[data-pick="templates"]').click();
    });
    document.addEventListener("click", (event) => {
      const chosen = event.target.closest("[data-fill]");
      if (!chosen) return;
      event.preventDefault();
      const words = chosen.querySelector("span").textContent;
      const start = answer.selectionStart;
      answer.setRangeText(words, start, answer.selectionEnd, "end");
      document.querySelector("#reply-form [name=template]").value = chosen.dataset.fill;
      answer.dispatchEvent(new Event("input", { bubbles: true }));
      document.getElementById("drawer").dispatchEvent(new Event("cancel", { cancelable: true }));
      show("reply");
    });
    document.addEventListener("htmx:afterSwap", (event) => {
      const find = event.target.querySelector && event.target.querySelector("[data-find-template]");
      if (find) setTimeout(() => find.focus(), 50);
    });
  }

  /* names after an @: arrows choose, Enter or Tab takes, Escape closes */
  const note = document.querySelector("[data-mentions]");
  if (!note) return;
  const list = document.getElementById("mention-list");
  let asked = 0;
  function begun() {
    const before = note.value.slice(0, note.selectionStart);
    const found = before.match(/(?:^|[^\w.])[@＠]([^\s@＠]{0,30})$/);
    return found ? found[1] : null;
  }
  function close() {
    list.hidden = true;
    note.removeAttribute("aria-activedescendant");
  }
  function options() {
    return [...list.querySelectorAll("[data-name]")];
  }
  function choose(option) {
    options().forEach((other) => other.setAttribute("aria-selected", String(other === option)));
    note.setAttribute("aria-activedescendant", option.id);
  }
  function take(option) {
    const word = begun();
    const end = note.selectionStart;
    note.setRangeText(option.dataset.name + " ", end - word.length, end, "end");
    close();
    note.focus();
    note.dispatchEvent(new Event("input", { bubbles: true }));
  }
  async function look() {
    const word = begun();
    if (word === null) return close();
    const mine = ++asked;
    const answer = await fetch(note.dataset.mentions + "?q=" + encodeURIComponent(word), { headers: { "HX-Request": "true" } });
    if (!answer.ok || mine !== asked || begun() === null) return;
    list.innerHTML = await answer.text();
    list.hidden = false;
    const first = options()[0];
    if (first) choose(first);
  }
  note.addEventListener("input", look);
  note.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[data-name]");
    if (!option) return;
    event.preventDefault();
    take(option);
  });
  note.addEventListener("keydown", (event) => {
    if (list.hidden || event.ctrlKey || event.metaKey) return;
    const all = options();
    const at = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "Escape") close();
    else if (event.key === "ArrowDown" && all.length) choose(all[(at + 1) % all.length]);
    else if (event.key === "ArrowUp" && all.length) choose(all[(at + all.length - 1) % all.length]);
    else if ((event.key === "Enter" || event.key === "Tab") && at >= 0) take(all[at]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
})();
