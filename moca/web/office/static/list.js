// The list of conversations:
//   data-more     a link that moves the window of rows: it follows itself when it comes into view (older), and what is
//                 looked at stays where it is
//   data-closes   closes the dialog of this id
//   data-empties  empties the field of this id
//   data-day      a date field: the hidden field before or after it has the day's beginning in ms (from) or its end (to)
//   data-fades    a picture that goes when it cannot be loaded: what is under it shows

import { isHere } from "./seen.js";

addEventListener("click", (event) => {
  const closer = event.target.closest("[data-closes]");
  if (closer) document.getElementById(closer.dataset.closes)?.close();
  const emptier = event.target.closest("[data-empties]");
  if (emptier) {
    const field = document.getElementById(emptier.dataset.empties);
    field.value = "";
    field.focus();
  }
});

// A link that goes with what it did, as a chip does, leaves the focus to the button beside it.
addEventListener("click", (event) => {
  const link = event.target.closest(".list a[data-nav]:not(.row)");
  if (!link || link !== document.activeElement) return;
  const watcher = new MutationObserver(() => {
    if (link.isConnected) return;
    watcher.disconnect();
    if (document.activeElement === document.body) document.querySelector("[data-opens=list-filters]")?.focus();
  });
  watcher.observe(document.body, { childList: true, subtree: true });
  setTimeout(() => watcher.disconnect(), 3000);
});

addEventListener("error", (event) => {
  if (event.target instanceof Element && event.target.matches("[data-fades]")) event.target.hidden = true;
}, true);

// Keep what is looked at in its place while rows come and go above it.
addEventListener("click", (event) => {
  const more = event.target.closest("[data-more]");
  if (more) hold(more.closest(".below"));
}, true);

function hold(scroller) {
  const edge = scroller.getBoundingClientRect().top;
  const places = [...scroller.querySelectorAll(".rows > li")].map((row) => [row, row.getBoundingClientRect().top]);
  const first = Math.max(0, places.findIndex(([row]) => row.getBoundingClientRect().bottom > edge));
  const inOrder = [...places.slice(first), ...places.slice(0, first).reverse()];
  const watcher = new MutationObserver(() => {
    const kept = inOrder.find(([row]) => row.isConnected);
    if (kept) scroller.scrollTop += kept[0].getBoundingClientRect().top - kept[1];
    watcher.disconnect();
  });
  watcher.observe(scroller, { childList: true, subtree: true });
  setTimeout(() => watcher.disconnect(), 3000);
}

const near = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (isIntersecting && target.isConnected && document.documentElement.dataset.live === "up") target.click();
  }
}, { rootMargin: "300px" });
isHere("[data-more=older]", (link) => near.observe(link), { always: true });

// Days of the viewer's zone.
const beginning = (day, after) => new Date(day.getFullYear(), day.getMonth(), day.getDate() + after).getTime();
const hiddenOf = (field) => field.parentElement.querySelector(`input[type=hidden][name="${field.dataset.day}"]`);

addEventListener("change", (event) => {
  const field = event.target;
  if (!field.matches?.("[data-day]")) return;
  const [year, month, day] = field.value.split("-").map(Number);
  hiddenOf(field).value = field.value ? beginning(new Date(year, month - 1, day), field.dataset.day === "to" ? 1 : 0) : "";
});

isHere("[data-day]", (field) => setTimeout(() => {
  const at = Number(hiddenOf(field)?.value);
  if (!at) return;
  const day = new Date(field.dataset.day === "to" ? at - 1 : at);
  field.value = [day.getFullYear(), String(day.getMonth() + 1).padStart(2, "0"), String(day.getDate()).padStart(2, "0")].join("-");
}), { always: true });
