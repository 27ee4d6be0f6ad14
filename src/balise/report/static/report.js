"use strict";
// Draw each chart of the page as SVG. Expressions are interpreted, never compiled to code, so that
// the page needs no `unsafe-eval`.
const { charts, locale } = JSON.parse(document.getElementById("charts").textContent);
const tip = document.getElementById("tip");

const tooltip = (handler, event, item, value) => {
  tip.hidden = !value;
  if (!value) return;
  tip.textContent = value;
  const left = Math.min(event.clientX + 14, innerWidth - tip.offsetWidth - 8);
  tip.style.left = `${Math.max(8, left)}px`;
  tip.style.top = `${event.clientY + 18}px`;
};

// A wide page has room for long names. On a narrow page an axis of multipliers names the typical post only: figures stand at the right.
const narrowed = (spec) => {
  for (const { encoding } of spec.layer) {
    const { axis, scale } = encoding?.x ?? {};
    if (scale?.type !== "log" || !axis?.values?.includes(1)) continue;
    axis.values = [1];
  }
};

// Where the rows behind a mark can be shown, a click leads to them; the table has the same as links.
const follow = (item) => {
  const to = item?.datum?.href;
  if (to?.startsWith("/")) location.assign(to);
};

for (const [id, spec] of charts) {
  const holder = document.getElementById(id);
  const isNarrow = holder.clientWidth < 480;
  spec.config.axisY.labelLimit = isNarrow ? 130 : 280;
  if (isNarrow) narrowed(spec);
  const logger = vega.logger(vega.Error); // it warns of a height that is a step, which is meant
  const parsed = vega.parse(vegaLite.compile(spec, { logger }).spec, { locale }, { ast: true });
  const view = new vega.View(parsed, { expr: vega.expressionInterpreter, renderer: "svg", tooltip });
  view.addEventListener("click", (_event, item) => follow(item));
  view.addEventListener("mousemove", (_event, item) => {
    holder.style.cursor = item?.datum?.href ? "pointer" : "";
  });
  view.initialize(holder).runAsync().then(() => {
    holder.querySelector("svg").setAttribute("aria-hidden", "true"); // the holder says what it shows
  });
}
