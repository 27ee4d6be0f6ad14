"use strict";
// The pages end while a backup is put in place: ask until they are there again, then go there.
const room = document.querySelector("[data-comes-back]");
const WAITS = 202;
async function isBack(where) {
  try {
    return (await fetch(where, { redirect: "manual", cache: "no-store" })).status !== WAITS;
  } catch {
    return false; // nobody answers yet
  }
}
if (room) {
  const asked = setInterval(async () => {
    if (await isBack(room.dataset.comesBack)) {
      clearInterval(asked);
      location.assign(room.dataset.comesBack);
    }
  }, 1000);
}
