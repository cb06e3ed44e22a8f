// What needs the browser, by data attributes:
//   data-nav             a link that changes the address without loading a page
//   data-replaces        such a link whose address takes the place of the present one: "back" does not lead here
//   data-go              once it appears: go to this address
//   data-copy            copy this text
//   data-clear           a form that empties itself once it was sent
//   data-enter-submits   a text area in which Enter sends and Shift+Enter breaks the line
//   data-sends-changes   a form that is sent whenever one of its fields changes
//   data-expires         a button that is pressed by itself after so many ms, unless the pointer or the focus is near
//   data-opens           opens the dialog of this id; a dialog closes by Esc and by its own form
//   data-focus           once it appears: takes the focus
//   data-restore         a field whose text the server hears again after a reconnect

import { isHere } from "./seen.js";

export function go(address, { replaces = false } = {}) {
  if (!dispatchEvent(new CustomEvent("live:leaving", { cancelable: true, detail: address }))) return;
  const before = location.pathname.split("/")[1];
  const target = new URL(address, location.href).href.replace(/\?$/, "");
  if (target !== location.href) history[replaces ? "replaceState" : "pushState"](null, "", target);
  dispatchEvent(new Event("live:nav"));
  if (location.pathname.split("/")[1] !== before) isHere("main#content", (main) => main.focus({ preventScroll: true }));
}

addEventListener("click", (event) => {
  const copied = event.target.closest("[data-copy]");
  if (copied) {
    navigator.clipboard?.writeText(copied.dataset.copy);
    copied.classList.add("copied");
    setTimeout(() => copied.classList.remove("copied"), 1500);
  }
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  const link = event.target.closest("a[data-nav]");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go(link.getAttribute("href"), { replaces: "replaces" in link.dataset });
});

addEventListener("submit", (event) => {
  if (event.target.matches("[data-clear]")) {
    setTimeout(() => {
      event.target.reset();
      for (const field of event.target.elements) field.dispatchEvent(new Event("cleared", { bubbles: true }));
    });
  }
});

addEventListener("change", (event) => {
  const form = event.target.closest?.("form[data-sends-changes]");
  if (form) form.requestSubmit();
});

addEventListener("keydown", (event) => {
  const field = event.target;
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || !field.matches?.("textarea[data-enter-submits]")) return;
  event.preventDefault();
  if (field.value.trim()) field.form.requestSubmit();
});

isHere("[data-go]", (element) => go(element.dataset.go), { always: true });
isHere("[data-focus]", (element) => element.focus(), { always: true });
isHere("[data-expires]", (button) => {
  const box = button.parentElement;
  const press = () => {
    if (!button.isConnected) return;
    if (box.matches(":hover, :focus-within")) setTimeout(press, 1000);
    else button.click();
  };
  setTimeout(press, Number(button.dataset.expires));
}, { always: true });

addEventListener("live:up", () => {
  for (const field of document.querySelectorAll("[data-restore]")) {
    if (field.value) setTimeout(() => field.dispatchEvent(new Event("input", { bubbles: true })), 200);
  }
});
