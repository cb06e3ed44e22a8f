// Says that a conversation was read:
//   data-reads   an unseen button that is pressed, once for each entry it names, when its conversation's end is in view
//                in a page that somebody looks at

import { isHere } from "./seen.js";

const SLACK = 48;
let pressed = null;

function look() {
  const button = document.querySelector("[data-reads]");
  if (!button || document.hidden || document.documentElement.dataset.live !== "up") return;
  if (new URLSearchParams(location.search).has("at")) return;  // a piece from the middle is shown, not the end
  const said = `${location.pathname} ${button.dataset.reads}`;
  const thread = button.parentElement.querySelector(".thread");
  if (said === pressed || !thread?.checkVisibility() || Math.abs(thread.scrollTop) > SLACK) return;
  pressed = said;
  button.click();
}

isHere("[data-reads]", () => setTimeout(look, 50), { always: true });
new MutationObserver(() => setTimeout(look, 50)).observe(document.body, { subtree: true, attributeFilter: ["data-reads"] });
document.addEventListener("visibilitychange", look);
addEventListener("focus", look);
addEventListener("live:up", () => { pressed = null; });
addEventListener("scroll", look, true);
