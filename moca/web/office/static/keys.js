// The keyboard. One-letter keys count only while nobody types; `g` waits for a second letter.
//   data-hotkey="r"   pressing r clicks this element, or puts the cursor into it

import { go } from "./behaviours.js";

const SECTIONS = { i: "/inbox", c: "/contacts", q: "/queue", d: "/dashboard", s: "/settings", t: "/team", y: "/system" };
let gone = 0;

const isTyping = (target) => target.matches?.("input:not([type=checkbox],[type=radio]), textarea, select, [contenteditable]");

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.isComposing) return;
  if (event.key === "Escape") return escape(event);
  if (isTyping(event.target) && !event.altKey) return;
  if (document.querySelector("dialog[open]")) return;
  const key = (event.altKey ? "alt+" : "") + event.key.toLowerCase();
  if (Date.now() - gone < 1000 && SECTIONS[key]) { gone = 0; event.preventDefault(); return go(SECTIONS[key]); }
  if (key === "g") { gone = Date.now(); return; }
  if (key === "?") { event.preventDefault(); return document.getElementById("keyboard")?.showModal(); }
  if ((key === "j" || key === "k") && move(key === "j" ? 1 : -1)) return event.preventDefault();
  const target = [...document.querySelectorAll("[data-hotkey]")].find((element) => element.dataset.hotkey === key && element.checkVisibility());
  if (!target) return;
  event.preventDefault();
  if (isTyping(target)) { target.focus(); target.select?.(); }
  else target.click();
});

function escape(event) {
  const closer = [...document.querySelectorAll("[data-escape]")].filter((element) => element.checkVisibility()).at(-1);
  if (closer && !document.querySelector("dialog[open]")) { event.preventDefault(); closer.click(); }
  else if (isTyping(event.target)) event.target.blur();
}

// To the row after or before the one that is open or focused.
function move(step) {
  const rows = [...document.querySelectorAll(".rows a.row")];
  if (!rows.length) return false;
  const now = rows.findIndex((row) => row === document.activeElement || row.hasAttribute("aria-current"));
  const next = rows[Math.min(rows.length - 1, Math.max(0, now < 0 ? 0 : now + step))];
  next.focus();
  next.click();
  return true;
}
