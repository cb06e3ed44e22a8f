// A thread: day lines in the viewer's zone, the way back to its end, photos seen large, and what stays open.
//   li[data-when]     a message with its moment (ms): the first one of a day gets data-day
//   [data-to-end]     the button to the end; it shows while one reads further up, and says how much has come since
//   [data-replaces]   a link that changes what is shown, and is no step back
//   [data-views]      a photo that opens large in the dialog [data-viewer]
//   [data-hit]        once it appears: comes into view
//   [data-unfolds]    whoever has it open when the connection comes back hears again what stands in it

import { isHere } from "./seen.js";
import { day } from "./times.js";

const AWAY_PX = 120;

isHere("[data-thread]", (thread) => {
  const area = thread.parentElement;
  let read = newest(thread);
  let drawn = 0;

  const look = () => {
    drawn = 0;
    days(thread);
    const isAway = thread.scrollTop < -AWAY_PX;
    if (!isAway) read = newest(thread);
    const fresh = isAway ? [...thread.querySelectorAll("li.message")].filter((item) => Number(item.dataset.when) > read).length : 0;
    area.dataset.away = isAway ? "yes" : "no";
    count(area.querySelector("[data-to-end]"), fresh);
  };
  const soon = () => { drawn ||= requestAnimationFrame(look); };

  thread.addEventListener("scroll", soon, { passive: true });
  new MutationObserver((records) => {
    soon();
    for (const { attributeName, target } of records) if (attributeName === "data-hit" && target.matches("[data-hit]")) show(target);
  }).observe(thread, { childList: true, subtree: true, attributeFilter: ["data-when", "data-hit"] });
  look();
}, { always: true });

const newest = (thread) => Math.max(0, ...[...thread.querySelectorAll("li[data-when]")].map((item) => Number(item.dataset.when)));

function show(item) {
  item.scrollIntoView({ block: "center" });
}

// The first day stands on the way to earlier messages, where there is one: nothing moves when those come.
function days(thread) {
  const now = Date.now();
  let before = "";
  const way = thread.querySelector(".flow > nav:first-child");
  for (const item of thread.querySelectorAll("li[data-when]")) {
    const at = Number(item.dataset.when);
    const key = new Date(at).toDateString();
    const text = key === before ? "" : day(at, now);
    mark(item, way && !before ? "" : text);
    if (way && !before) mark(way, text);
    before = key;
  }
}

function mark(element, text) {
  if ((element.dataset.day ?? "") === text) return;
  if (text) element.dataset.day = text;
  else delete element.dataset.day;
}

function count(button, fresh) {
  if (!button) return;
  const text = fresh ? (fresh === 1 ? button.dataset.one : button.dataset.many.replace("{n}", fresh)) : "";
  if ((button.dataset.fresh ?? "") === text) return;
  button.dataset.fresh = text;
  button.setAttribute("aria-label", text || button.textContent);
}

// Whatever unfolds, unfolds downwards: the end of the thread is what stays, and would push the line out of sight.
addEventListener("click", (event) => {
  const line = event.target.closest?.("[data-thread] summary");
  if (!line) return;
  const thread = line.closest("[data-thread]");
  const top = line.getBoundingClientRect().top;
  const hold = new ResizeObserver(() => { thread.scrollTop += line.getBoundingClientRect().top - top; });
  hold.observe(line.parentElement);
  const leave = () => hold.disconnect();
  setTimeout(leave, 3000);
  thread.addEventListener("wheel", leave, { once: true, passive: true });
  thread.addEventListener("touchmove", leave, { once: true, passive: true });
});

addEventListener("click", (event) => {
  const { target } = event;
  const photo = target.closest?.("[data-views]");
  if (photo) view(photo);
  const link = target.closest?.("a[data-replaces]");
  if (link && !event.button && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey) {
    event.preventDefault();
    history.replaceState(null, "", link.getAttribute("href"));
    dispatchEvent(new Event("live:nav"));
  }
  const back = target.closest?.("[data-to-end]");
  if (back) {
    const thread = back.parentElement.querySelector("[data-thread]");
    thread.scrollTo({ top: 0 });
    thread.focus({ preventScroll: true });
  }
});

function view(photo) {
  const viewer = document.querySelector("[data-viewer]");
  const [from, to] = [photo.querySelector("img"), viewer.querySelector("img")];
  to.src = photo.dataset.views;
  to.alt = from?.alt ?? "";
  viewer.showModal();
}

addEventListener("click", (event) => {
  if (event.target.matches?.("[data-viewer]")) event.target.close();
});

isHere(".flow", (flow) => { flow.parentElement.scrollTop = 0; }, { always: true });
isHere("[data-hit]", show, { always: true });

addEventListener("live:up", () => setTimeout(() => {
  for (const open of document.querySelectorAll("details[data-unfolds][open]")) open.dispatchEvent(new Event("toggle"));
}, 200));
