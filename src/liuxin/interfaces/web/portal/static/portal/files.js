/* Files are looked at before anything is sent: names and sizes, and what is too large, stand below the field. */
(function () {
  "use strict";
  const MEGABYTE = 1024 * 1024;
  const size = (bytes) => (bytes < MEGABYTE ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / MEGABYTE).toFixed(1)} MB`);
  function line(text, bad) {
    const item = document.createElement("p");
    item.textContent = bad ? `▲ ${text}` : text;
    item.className = bad ? "st-bad" : "two";
    return item;
  }
  function listOf(field) {
    const list = field.parentNode.querySelector(".po-chosen") || document.createElement("div");
    list.className = "po-chosen";
    list.setAttribute("role", "status");
    field.insertAdjacentElement("afterend", list);
    return list;
  }
  function look(field) {
    const { each, together, tooLarge, tooMany } = field.dataset;
    const files = [...field.files];
    const large = files.filter((file) => file.size > Number(each));
    const sum = files.reduce((total, file) => total + file.size, 0);
    const lines = files.map((file) => {
      const bad = large.includes(file);
      return line(`${file.name} · ${size(file.size)}${bad ? ` · ${tooLarge}` : ""}`, bad);
    });
    const over = !large.length && sum > Number(together);
    if (over) lines.push(line(tooMany, true));
    listOf(field).replaceChildren(...lines);
    field.setCustomValidity(large.length ? `${large[0].name}: ${tooLarge}` : over ? tooMany : "");
  }
  document.addEventListener("change", (event) => {
    if (event.target.matches("input[data-files]")) look(event.target);
  });
  document.addEventListener("submit", (event) => {
    const field = event.target.querySelector("input[data-files]");
    if (field && !field.checkValidity()) {
      event.preventDefault();
      field.reportValidity();
    }
  });
})();
