"use strict";
// The numbers of the lines beside the text, and the way from a finding to its line.
const text = document.querySelector("#text");
const numbers = document.querySelector("[data-numbers]");

const count = () => {
  const lines = text.value.split("\n").length;
  if (numbers.childElementCount === lines) return;
  numbers.replaceChildren(...Array.from({ length: lines }, () => document.createElement("li")));
  text.rows = Math.max(24, lines + 1);
};

const show = (line) => {
  const lines = text.value.split("\n");
  const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  text.focus();
  text.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
  numbers.children[line - 1]?.scrollIntoView({ block: "center" });
};

text.addEventListener("input", count);
count();
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-line]");
  if (!link) return;
  event.preventDefault();
  show(Number(link.dataset.line));
});
