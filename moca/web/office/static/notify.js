// The page's title, and a sound or a notice when a person is needed, if that is wished in this browser.
//   data-title     once it appears or changes: the page's title
//   data-needing   the conversations that need a person, as JSON: [{path, name}]; data-said: what a notice says
//   data-wish      a box that says whether a sound or a notice is wished

import { go } from "./behaviours.js";
import { isHere } from "./seen.js";

const kept = (wish) => localStorage.getItem(`moca.${wish}`) === "1";
let known = null;
let sounds = null;

function hear(element) {
  if (document.title !== element.dataset.title) document.title = element.dataset.title;
  const needing = JSON.parse(element.dataset.needing);
  const fresh = known === null ? [] : needing.filter(({ path }) => !known.has(path));
  known = new Set(needing.map(({ path }) => path));
  const unseen = fresh.filter(({ path }) => document.hidden || location.pathname !== path);
  if (!unseen.length) return;
  if (kept("sound")) ring();
  if (kept("notice")) for (const { path, name } of unseen) show(path, element.dataset.said.replace("{name}", name));
}

function show(path, text) {
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  const notice = new Notification("Moca", { body: text, tag: path, icon: "/assets/icon.svg" });
  notice.onclick = () => { window.focus(); go(path); notice.close(); };
}

// Two soft tones; a browser lets them sound only after somebody has touched the page.
function ring() {
  sounds ??= new AudioContext();
  if (sounds.state === "suspended") sounds.resume().catch(() => {});
  for (const [tone, after] of [[660, 0], [880, 0.14]]) {
    const from = sounds.currentTime + after;
    const source = sounds.createOscillator(), volume = sounds.createGain();
    source.frequency.value = tone;
    volume.gain.setValueAtTime(0.0001, from);
    volume.gain.exponentialRampToValueAtTime(0.12, from + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, from + 0.3);
    source.connect(volume).connect(sounds.destination);
    source.start(from);
    source.stop(from + 0.32);
  }
}

async function wish(box) {
  const refused = box.closest("dialog").querySelector("[data-refused]");
  if (box.dataset.wish === "notice" && box.checked) {
    const answer = "Notification" in window ? await Notification.requestPermission() : "denied";
    box.checked = answer === "granted";
    refused.hidden = box.checked;
  }
  localStorage.setItem(`moca.${box.dataset.wish}`, box.checked ? "1" : "");
  if (box.dataset.wish === "sound" && box.checked) ring();
}

addEventListener("change", (event) => { if (event.target.matches?.("[data-wish]")) wish(event.target); });
isHere("[data-wish]", (box) => { box.checked = kept(box.dataset.wish); }, { always: true });
isHere("[data-title]", hear, { always: true });
new MutationObserver((records) => {
  const [changed] = new Set(records.map(({ target }) => target));
  if (changed.dataset.title) hear(changed);
}).observe(document.body, { subtree: true, attributeFilter: ["data-title", "data-needing"] });
