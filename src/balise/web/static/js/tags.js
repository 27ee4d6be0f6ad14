"use strict";
// What is changed is meant: it is ticked by itself; and all posts of a page can be ticked at once.
for (const form of document.querySelectorAll("[data-tags]")) {
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  const all = form.querySelector("[data-all]");
  if (all) {
    all.hidden = false;
    all.addEventListener("click", () => {
      const is = boxes.some((box) => !box.checked);
      for (const box of boxes) box.checked = is;
    });
  }
  form.addEventListener("change", (event) => {
    const box = event.target.closest(".decide")?.querySelector("input[type=checkbox]");
    if (box && event.target !== box) box.checked = true;
  });
}
