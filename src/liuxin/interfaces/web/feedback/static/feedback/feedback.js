/* A sentence of the letter and its evidence light each other, on hover and on focus. Without script both stand there. */
(function () {
  "use strict";
  document.querySelectorAll("[data-e]").forEach((one) => {
    const same = document.querySelectorAll('[data-e="' + one.dataset.e + '"]');
    const lit = (on) => () => same.forEach((each) => each.classList.toggle("lit", on));
    one.addEventListener("mouseenter", lit(true));
    one.addEventListener("mouseleave", lit(false));
    one.addEventListener("focusin", lit(true));
    one.addEventListener("focusout", lit(false));
  });
})();
