/* Behaviours of the shell: theme, side bar, drawer, print, chooser of chart or table. Every one works without script too. */
(function () {
  "use strict";
  const root = document.documentElement;
  const drawer = document.getElementById("drawer");
  const year = "; path=/; max-age=31536000; samesite=lax";

  /* theme: the form posts; here the page changes at once, and the choice is kept before anybody can leave the page */
  function turn(form) {
    const next = root.dataset.bsTheme === "dark" ? "light" : "dark";
    const sheet = document.getElementById("dark");
    root.dataset.bsTheme = next;
    root.dataset.chosen = next;
    sheet.media = next === "dark" ? "all" : "not all";
    form.querySelector("button").value = next === "dark" ? "light" : "dark";
    document.cookie = "theme=" + next + year;
    dispatchEvent(new Event("lx-theme"));
  }

  function fold(button) {
    const folded = document.body.classList.toggle("collapsed");
    button.setAttribute("aria-expanded", String(!folded));
    document.cookie = "side=" + (folded ? "min" : "") + year;
    dispatchEvent(new Event("resize"));
  }

  /* drawer: a link with data-drawer shows its page beside this one; the address follows, so that back closes it */
  let opener = null;
  function fill(url) {
    drawer.innerHTML = "";
    const wait = document.createElement("p");
    wait.className = "dh three";
    wait.textContent = drawer.dataset.loading;
    drawer.append(wait);
    if (!drawer.open) drawer.showModal();
    return htmx
      .ajax("GET", url, { target: drawer, swap: "innerHTML" })
      .then(() => {
        const title = drawer.querySelector("h2");
        if (title) {
          drawer.setAttribute("aria-label", title.textContent.trim());
          title.tabIndex = -1;
          title.focus({ preventScroll: true });
        }
      })
      .catch(() => {
        wait.textContent = drawer.dataset.failed;
      });
  }
  function open(link) {
    opener = link;
    history.pushState({ drawer: link.href }, "", link.href);
    fill(link.href);
  }
  function shut() {
    if (history.state && history.state.drawer) history.back();
    else if (drawer.open) drawer.close();
  }
  if (drawer) {
    drawer.addEventListener("cancel", (event) => {
      event.preventDefault();
      shut();
    });
    drawer.addEventListener("click", (event) => {
      if (event.target === drawer || event.target.closest("[data-close]")) {
        event.preventDefault();
        shut();
      }
    });
    drawer.addEventListener("close", () => {
      drawer.innerHTML = "";
      if (opener) opener.focus();
      opener = null;
    });
    addEventListener("popstate", (event) => {
      if (event.state && event.state.drawer) fill(event.state.drawer);
      else if (drawer.open) drawer.close();
    });
  }

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const folder = event.target.closest('[data-act="collapse"]');
    if (folder) fold(folder);
    const link = event.target.closest("a[data-drawer]");
    if (link && drawer && window.htmx) {
      event.preventDefault();
      open(link);
    }
    if (event.target.closest('[data-act="print"]')) print();
    const chooser = event.target.closest("[data-shows]");
    if (chooser) show(chooser);
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.act === "theme") {
      event.preventDefault();
      turn(form);
    }
  });
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-send-on-change]");
    if (form) form.requestSubmit();
  });
  /* / goes to the field in which one looks for something: that of the page, else the one at the top of every page */
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || document.cookie.split("; ").includes("keys=off") || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea, [contenteditable], dialog")) return;
    const find = document.querySelector("[data-find]") || document.querySelector("[data-find-all]");
    if (!find) return;
    event.preventDefault();
    find.focus();
    find.select();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  /* a long list to choose from: what is typed above it narrows it, Enter takes the first that fits; what is chosen
     stays in it. Options are taken out and put back, for hidden ones are shown on some phones all the same. */
  function narrow(list) {
    if (list.dataset.narrowed || list.options.length < 12) return;
    list.dataset.narrowed = "1";
    const whole = [...list.children].map((node) => node.cloneNode(true));
    const box = document.createElement("input");
    const said = document.createElement("span");
    box.type = "search";
    box.className = "ct";
    box.placeholder = list.dataset.narrow;
    box.setAttribute("aria-label", list.labels[0] ? list.labels[0].textContent + ": " + list.dataset.narrow : list.dataset.narrow);
    box.setAttribute("aria-controls", list.id);
    box.autocomplete = "off";
    said.className = "xs two";
    said.setAttribute("role", "status");
    function fitting() {
      return [...list.options].filter((option) => option.value && !option.dataset.kept);
    }
    function look() {
      const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
      const chosen = list.value;
      const fits = (option) => words.every((word) => option.textContent.toLowerCase().includes(word));
      const nodes = whole.map((node) => node.cloneNode(true));
      nodes.forEach((node) => {
        const options = node.matches("option") ? [node] : [...node.children];
        options.forEach((option) => {
          if (!option.value || fits(option)) return;
          if (option.value === chosen) option.dataset.kept = "1";
          else option.remove();
        });
      });
      list.replaceChildren(...nodes.filter((node) => node.matches("option") || node.children.length));
      list.value = chosen;
      said.textContent = words.length && !fitting().length ? list.dataset.narrowNone : "";
    }
    box.addEventListener("input", look);
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      const first = fitting()[0];
      if (!box.value.trim() || !first) return;
      list.value = first.value;
      list.dispatchEvent(new Event("change", { bubbles: true }));
      list.focus();
    });
    list.before(box);
    list.after(said);
  }
  document.querySelectorAll("select[data-narrow]").forEach(narrow);
  addEventListener("htmx:load", (event) => event.target.querySelectorAll("select[data-narrow]").forEach(narrow));

  /* chart or table: the pressed button names what it shows, its neighbours name what they would */
  function show(button) {
    const group = button.parentElement;
    group.querySelectorAll("[data-shows]").forEach((other) => {
      const on = other === button;
      other.setAttribute("aria-pressed", String(on));
      document.getElementById(other.dataset.shows).hidden = !on;
    });
    dispatchEvent(new Event("resize"));
  }
})();
