"use strict";
// Each chart as a picture of its own: drawn anew with the colours of a white page, its sentence and
// where it is from, so that it can stand in a document. Nothing leaves this computer.
const WIDTH = 880;
const SHARP = 2;
const words = document.getElementById("export").dataset;
const held = new Map(JSON.parse(document.getElementById("charts").textContent).charts);
const said = JSON.parse(document.getElementById("charts").textContent).locale;

// Colours of the light page, whatever the reader's own: a picture is pasted into documents.
const probe = document.createElement("span");
probe.style.colorScheme = "light";
probe.hidden = true;
document.body.append(probe);
const plain = (text) =>
  text.replace(/var\(--[\w-]+(?:, ?var\(--[\w-]+\))?\)/g, (name) => {
    probe.style.color = name;
    return getComputedStyle(probe).color;
  });

const lines = (text, most) => {
  const found = [""];
  for (const word of text.split(/\s+/)) {
    if (found.at(-1).length + word.length > most) found.push("");
    found.push(`${found.pop()} ${word}`.trim());
  }
  return found.slice(0, 5);
};

const picture = (id) => {
  const spec = JSON.parse(plain(JSON.stringify(held.get(id))));
  const caption = document.getElementById(id).closest("figure").querySelector("caption");
  const from = [words.title, words.note].filter(Boolean).join(" – ");
  spec.width = WIDTH;
  spec.background = "#ffffff";
  spec.padding = 20;
  spec.title = {
    text: caption?.textContent ?? "",
    subtitle: [...lines(spec.description, 120), from],
    anchor: "start", fontSize: 17, subtitleFontSize: 12, subtitlePadding: 6, offset: 14,
    color: plain("var(--ink)"), subtitleColor: plain("var(--soft)"),
  };
  spec.config.axisY.labelLimit = 300;
  const logger = vega.logger(vega.Error);
  const parsed = vega.parse(vegaLite.compile(spec, { logger }).spec, { locale: said }, { ast: true });
  return new vega.View(parsed, { expr: vega.expressionInterpreter, renderer: "none" });
};

const keep = (blob, name) => {
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(blob);
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 10_000);
};

const kinds = {
  png: async (id) => {
    const canvas = await picture(id).toCanvas(SHARP);
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  },
  svg: async (id) => new Blob([await picture(id).toSVG()], { type: "image/svg+xml" }),
};

for (const id of held.keys()) {
  const figure = document.getElementById(id)?.closest("figure");
  if (!figure) continue;
  const row = document.createElement("p");
  row.className = "exports";
  for (const kind of Object.keys(kinds)) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words[kind];
    button.dataset.kind = kind;
    button.addEventListener("click", async () => {
      button.disabled = true;
      keep(await kinds[kind](id), `${id.replace("chart-", "")}.${kind}`);
      button.disabled = false;
    });
    row.append(button);
  }
  const csv = figure.querySelector("a.download");
  if (csv) row.append(csv);
  figure.append(row);
}
