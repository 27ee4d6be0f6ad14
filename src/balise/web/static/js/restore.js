"use strict";
// The pages end while a backup is put in place: ask until they are there again, then go there.
const room = document.querySelector("[data-comes-back]");
const WAITS = 202;
async function isBack(where) {
  try {
    const { status } = await fetch(where, { redirect: "manual", cache: "no-store" });
    return status !== WAITS && status < 500; // meanwhile a proxy answers for us; a redirect is 0
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
