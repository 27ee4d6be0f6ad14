"use strict";
// A folder of client folders: the path of each file goes with it, as browsers send only its name.
for (const drop of document.querySelectorAll("[data-folder]")) {
  const input = drop.querySelector("input[type=file]");
  const paths = drop.querySelector("input[name=paths]");
  const list = drop.querySelector(".folders");
  drop.hidden = false;

  const tell = (named) => {
    paths.value = JSON.stringify(named);
    const counts = new Map();
    for (const path of named) {
      const folder = path.split("/").slice(0, -1).join("/");
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
    }
    list.replaceChildren(...[...counts].map(([folder, n]) => {
      const item = document.createElement("li");
      item.textContent = `${folder} (${n})`;
      return item;
    }));
  };

  const entries = (reader) => new Promise((done, failed) => reader.readEntries(done, failed));
  const file = (entry) => new Promise((done, failed) => entry.file(done, failed));
  async function* below(entry) {
    if (entry.isFile) yield [entry.fullPath.slice(1), await file(entry)];
    if (!entry.isDirectory) return;
    const reader = entry.createReader();
    for (let some = await entries(reader); some.length; some = await entries(reader))
      for (const one of some) yield* below(one);
  }

  const over = (is) => (event) => { event.preventDefault(); drop.classList.toggle("over", is); };
  drop.addEventListener("dragover", over(true));
  drop.addEventListener("dragleave", over(false));
  drop.addEventListener("drop", async (event) => {
    over(false)(event);
    const dropped = [...event.dataTransfer.items].map((one) => one.webkitGetAsEntry()).filter(Boolean);
    const held = new DataTransfer();
    const named = [];
    for (const entry of dropped) for await (const [path, one] of below(entry)) {
      held.items.add(one);
      named.push(path);
    }
    input.files = held.files;
    tell(named);
  });
  input.addEventListener("change", () => tell([...input.files].map((one) => one.webkitRelativePath || one.name)));
}
