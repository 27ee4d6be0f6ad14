"use strict";
// Copies what is shown once; without a script it is selected and copied by hand.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).innerText.trim());
    button.classList.add("copied");
    button.querySelector("use").setAttribute("href", button.querySelector("use").getAttribute("href").replace("#copy", "#check"));
  });
}
