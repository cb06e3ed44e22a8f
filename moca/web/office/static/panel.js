// The panel beside a thread.
//   form[data-saves]    its one field is sent when it is left, and by Enter; Esc puts back what stands in the store
//   data-was            on that field: what stands in the store; a field in which nobody is typing follows it
//   data-ms-into="at"   a field of day and time in the viewer's zone: its moment in ms goes into the field `at`
//   data-ms             what it shows at first; data-latest: the last moment that can be chosen
//   button[data-soon]   puts a moment into that field: in so many hours, or tomorrow at an hour
//   data-language       a language by its code, which is named here in the viewer's own
//   .person-panel       once the address asks for it no more, the focus goes back to what opens it

import { isHere } from "./seen.js";

const HOUR = 3_600_000, SETTLED_MS = 4000;
const languages = new Intl.DisplayNames(document.documentElement.lang || "en", { type: "language" });
const edited = new WeakSet();
const sent = new WeakMap();

const saved = (field) => field.matches?.("form[data-saves] :is(input, textarea)");
const isSame = (field) => field.value.trim() === field.dataset.was;

function send(field, { again = false } = {}) {
  const isNews = !isSame(field) && (again || sent.get(field) !== field.value);
  if (isNews) {
    sent.set(field, field.value);
    setTimeout(() => settle(field), SETTLED_MS);
  }
  if (isNews || (isSame(field) && field.matches("[aria-invalid]"))) field.form.requestSubmit();
}

// What was sent and changed nothing, as where a value is emptied that another source fills: it shows what is known.
function settle(field) {
  if (!field.isConnected || field === document.activeElement || sent.get(field) !== field.value) return;
  if (document.documentElement.dataset.live === "down" || field.matches("[aria-invalid]")) return;
  field.value = field.dataset.was;
  edited.delete(field);
}

addEventListener("input", ({ target }) => { if (saved(target)) edited.add(target); });
addEventListener("change", ({ target }) => { if (saved(target)) send(target); });

addEventListener("keydown", (event) => {
  const field = event.target;
  if (!saved(field) || event.isComposing) return;
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    if (document.documentElement.dataset.live !== "down") send(field, { again: true });
  } else if (event.key === "Escape" && !isSame(field)) {
    field.value = field.dataset.was;
    edited.delete(field);
    send(field);
    event.stopImmediatePropagation();
  }
}, true);

// What somebody else has set, or what was sent and is kept now, shows in the field, unless one types there.
new MutationObserver((records) => {
  for (const { target, oldValue, attributeName } of records) {
    if (attributeName === "data-latest") bound(target);
    if (attributeName === "data-language") nameLanguage(target);
    if (attributeName !== "data-was" || !saved(target)) continue;
    const isMine = sent.get(target) === target.value;
    if (isMine || !edited.has(target) || target.value.trim() === oldValue || target !== document.activeElement) {
      target.value = target.dataset.was;
      edited.delete(target);
    }
    sent.delete(target);
  }
}).observe(document.body, { subtree: true, attributes: true, attributeFilter: ["data-was", "data-latest", "data-language"], attributeOldValue: true });

// What was left while nobody heard is sent once somebody does.
addEventListener("live:up", () => setTimeout(() => {
  for (const field of document.querySelectorAll("form[data-saves] :is(input, textarea)")) {
    if (edited.has(field) && field !== document.activeElement) send(field);
  }
}, 500));

function nameLanguage(element) {
  const code = element.dataset.language;
  try {
    element.textContent = languages.of(code);
  } catch {
    element.textContent = code;
  }
}
isHere("[data-language]", nameLanguage, { always: true });

const local = (at) => {
  const shifted = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
};

function note(field) {
  const at = field.value ? new Date(field.value).getTime() : 0;
  field.form.elements[field.dataset.msInto].value = at || "";
}

function bound(field) {
  const latest = Number(field.dataset.latest);
  field.min = local(Date.now());
  field.max = latest > Date.now() ? local(latest) : "";
}

isHere("[data-ms-into]", (field) => {
  bound(field);
  if (field.dataset.ms) field.value = local(Number(field.dataset.ms));
  note(field);
}, { always: true });
addEventListener("input", ({ target }) => { if (target.matches?.("[data-ms-into]")) note(target); });

addEventListener("click", (event) => {
  const soon = event.target.closest?.("[data-soon]");
  if (soon) {
    const field = soon.form.querySelector("[data-ms-into]");
    const number = Number(soon.dataset.value);
    const at = soon.dataset.soon === "hours" ? Date.now() + number * HOUR : new Date().setHours(24 + number, 0, 0, 0);
    field.value = local(at);
    note(field);
  }
});

isHere(".person-panel", (panel) => {
  new MutationObserver(([{ oldValue }]) => {
    const wasAsked = oldValue.split(" ").includes("asked") && !panel.classList.contains("asked");
    if (wasAsked && document.activeElement === document.body) document.querySelector(".open-panel")?.focus();
  }).observe(panel, { attributes: true, attributeFilter: ["class"], attributeOldValue: true });
}, { always: true });
