// data-cookie, data-value: keeps a choice of this browser in a cookie and shows the page anew; which one is made is
// said by aria-pressed.

import { isHere } from "./seen.js";

const YEAR_SECONDS = 31_536_000;
const chosen = (name) => document.cookie.split("; ").find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";

isHere("[data-cookie]", (button) => {
  button.ariaPressed = String(chosen(button.dataset.cookie) === button.dataset.value);
}, { always: true });

addEventListener("click", (event) => {
  const button = event.target.closest("[data-cookie]");
  if (!button) return;
  const { cookie, value } = button.dataset;
  document.cookie = `${cookie}=${value}; path=/; samesite=lax; max-age=${value ? YEAR_SECONDS : 0}`;
  location.reload();
});
