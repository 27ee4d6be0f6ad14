"use strict";
// The calendar as a grid: posts are drawn where they are planned, and dragged elsewhere. What a move
// does is asked of the server and shown; only the form in that answer keeps it.
const grid = document.getElementById("grid");
const dialog = document.getElementById("effect");
const wide = window.matchMedia("(min-width: 48rem)");
const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;
const two = (n) => String(n).padStart(2, "0");
const dayOf = (at) => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
const timeOf = (at) => `${two(at.getHours())}:${two(at.getMinutes())}`;
let undo = null;
let dragged = 0;

const part = (tag, kind, text) => {
  const made = document.createElement(tag);
  made.className = kind;
  made.textContent = text;
  return made;
};

const icons = document.querySelector("svg.icon use").getAttribute("href").split("#")[0];
const icon = (name) => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${icons}#${name}`);
  svg.append(use);
  return svg;
};

const drawn = ({ event }) => {
  const told = event.extendedProps;
  if (!told.address) return { domNodes: [part("span", "key", event.title)] };
  const link = part("a", "post-box", "");
  link.href = told.address;
  link.draggable = false;
  link.title = told.said;
  const head = part("span", "post-head", "");
  head.append(part("b", "abbr", told.abbr), part("span", "post-time", told.time), icon(told.icon));
  link.append(head, part("span", "post-what", event.title), part("span", "unseen", told.more));
  return { domNodes: [link] };
};

const closed = () => {
  if (undo) undo();
  undo = null;
};

const show = (html) => {
  dialog.innerHTML = html;
  dialog.showModal();
  dialog.querySelector("[data-first]")?.focus();
};

const moved = async ({ event, revert }) => {
  dragged = Date.now();
  undo = revert;
  const asked = new URLSearchParams({ day: dayOf(event.start), time: timeOf(event.start), back: grid.dataset.back });
  grid.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(grid.dataset.move.replace("SLOT", encodeURIComponent(event.id)), {
      method: "POST",
      body: asked,
      headers: { "X-CSRFToken": token(), "HX-Request": "true" },
    });
    show(await answer.text());
  } catch {
    closed();
  } finally {
    grid.removeAttribute("aria-busy");
  }
};

dialog?.addEventListener("click", (event) => {
  if (!event.target.closest("[data-undo]")) return;
  event.preventDefault();
  dialog.close();
});
dialog?.addEventListener("close", closed);
dialog?.addEventListener("submit", () => { undo = null; });

// It is drawn as a table whose rows are not told as such: its links and headings say enough, and the
// list is the table.
const plain = () => {
  for (const one of grid.querySelectorAll("*")) {
    for (const name of one.getAttributeNames()) {
      if (name === "role" || (name.startsWith("aria-") && !one.closest("a, svg"))) one.removeAttribute(name);
    }
  }
  if (grid.dataset.view === "week") grid.querySelector(".ec-main")?.setAttribute("tabindex", "0");
};

const draw = () => {
  const isWeek = grid.dataset.view === "week";
  EventCalendar.create(grid, {
    view: isWeek ? "timeGridWeek" : "dayGridMonth",
    date: grid.dataset.day,
    locale: document.documentElement.lang,
    firstDay: 1,
    headerToolbar: { start: "", center: "", end: "" },
    eventSources: [{ url: grid.dataset.events }],
    eventContent: drawn,
    eventDrop: moved,
    eventAllUpdated: plain,
    eventDurationEditable: false,
    eventStartEditable: true,
    dragScroll: true,
    slotMinTime: "06:00:00",
    slotMaxTime: "24:00:00",
    scrollTime: "08:00:00",
    slotDuration: "00:30:00",
    snapDuration: "00:15:00",
    slotEventOverlap: false,
    nowIndicator: true,
    height: isWeek ? "44rem" : "auto",
    allDayContent: () => ({ domNodes: [icon("sparkles")] }),
    dayHeaderFormat: isWeek ? { weekday: "short", day: "numeric" } : { weekday: "short" },
    slotLabelFormat: { hour: "2-digit", minute: "2-digit", hour12: false },
  });
  if (grid.dataset.ready) setTimeout(() => fetch(grid.dataset.ready), 600);
};

grid?.addEventListener("click", (event) => {
  if (Date.now() - dragged < 400) event.preventDefault();
}, true);

let isDrawn = false;
const fit = () => {
  if (!grid || isDrawn || !wide.matches) return;
  isDrawn = true;
  draw();
};
fit();
wide.addEventListener("change", fit);

// The list: one box chooses every post that is shown.
const all = document.querySelector("[data-all]");
if (all) {
  all.closest("label").hidden = false;
  all.addEventListener("change", () => {
    for (const one of document.querySelectorAll("[name=slot]")) one.checked = all.checked;
  });
}
