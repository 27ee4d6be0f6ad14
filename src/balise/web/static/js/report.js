"use strict";
// A link is copied by one press; without a clipboard it can still be marked.
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      return;
    }
    button.querySelector("span").textContent = button.dataset.copied;
  });
}
