"use strict";
// What every page does beyond its links and forms: menus close when one looks elsewhere, a wide
// list of pages shows the one that is open, and files may be dropped where they can be chosen.
const menus = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

for (const here of document.querySelectorAll(".tabs [aria-current], .topics [aria-current]")) {
  const list = here.closest("ul");
  list.scrollLeft = here.offsetLeft - list.offsetLeft - (list.clientWidth - here.clientWidth) / 2;
}
