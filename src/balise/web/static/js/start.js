"use strict";
// Files may be dropped on their field, a form that takes a while says so, and is sent once.
for (const drop of document.querySelectorAll("[data-drop]")) {
  const input = drop.querySelector("input[type=file]");
  const names = drop.querySelector("[data-names]");
  const tell = () => { names.textContent = [...input.files].map((file) => file.name).join(", "); };
  const over = (is) => (event) => { event.preventDefault(); drop.classList.toggle("over", is); };
  drop.addEventListener("dragover", over(true));
  drop.addEventListener("dragleave", over(false));
  drop.addEventListener("drop", (event) => {
    over(false)(event);
    if (event.dataTransfer.files.length) input.files = event.dataTransfer.files;
    tell();
  });
  input.addEventListener("change", tell);
}

for (const form of document.querySelectorAll("form[data-busy]")) {
  form.addEventListener("submit", (event) => {
    const button = event.submitter ?? form.querySelector("button");
    button.setAttribute("aria-busy", "true");
    button.textContent = form.dataset.busy;
    setTimeout(() => { button.disabled = true; });
  });
}

for (const network of document.querySelectorAll(".net-card")) {
  const box = network.querySelector("input[type=checkbox]");
  const show = () => network.classList.toggle("chosen", box.checked);
  box.addEventListener("change", show);
  network.addEventListener("input", (event) => {
    if (event.target !== box && event.target.value) box.checked = true;
    show();
  });
}
