// Forms whose changes are kept in mind.
//   form[data-keeps]     marks what differs from the store (data-edited), names it in its field `changed`, counts it
//   form[data-guards]    a form of its own that must not be left half written
//   data-was             on a field: what stands in the store; a field that nobody has touched follows it
//   data-version         on a field of the form: changes when the store has a new version
//   data-puts, data-for  a button that puts this into the field of that name
//   data-drops           a button that puts everything back as it stands in the store
//   data-leaves          a button of the dialog #leaving: go on, and drop what is not saved
//   data-reads-into      a file field whose text is read into the field of this id

import { go } from "./behaviours.js";
import { isHere } from "./seen.js";

const LONGEST_FILE = 150_000;
const SAVING_MS = 5000;
const sent = new WeakMap();
let onward = "";
let here = location.href;

const isBox = (field) => field.type === "checkbox";
const held = (field) => (isBox(field) ? String(field.checked) : field.value.replaceAll("\r\n", "\n"));
const watched = (form) => [...form.elements].filter((field) => field.dataset.was !== undefined);

function put(field, text) {
  if (isBox(field)) field.checked = text === "true";
  else field.value = text;
}

function isSame(field, text) {
  if (held(field) === text) return true;
  return field.type === "number" && held(field) !== "" && text !== "" && Number(held(field)) === Number(text);
}

function mark(form) {
  const changed = watched(form).filter((field) => !isSame(field, field.dataset.was));
  for (const field of watched(form)) {
    const setting = field.closest(".setting");
    if (setting && !changed.includes(field)) delete field.dataset.overtaken;
    if (setting) setting.toggleAttribute("data-overtaken", Boolean(setting.querySelector("[data-overtaken]")));
    field.toggleAttribute("data-changed", changed.includes(field));
  }
  for (const button of form.querySelectorAll("[data-puts]")) {
    const field = form.elements[button.dataset.for];
    button.toggleAttribute("data-same", Boolean(field) && isSame(field, button.dataset.puts));
  }
  form.elements.changed.value = changed.map((field) => field.name).join(",");
  form.toggleAttribute("data-edited", changed.length > 0);
  const count = form.querySelector("[data-count]");
  const text = !changed.length ? "" : changed.length === 1 ? count?.dataset.one : count?.dataset.many.replace("{n}", changed.length);
  if (count && count.textContent !== text) count.textContent = text;
}

// What was just sent is no longer anybody's own: it becomes what the store makes of it.
const isSent = (field) => sent.get(field)?.text === held(field) && Date.now() - sent.get(field).at < SAVING_MS;

function follow(field, before) {
  const now = field.dataset.was;
  if (isSame(field, before ?? "") || isSent(field)) put(field, now);
  else if (!isSame(field, now)) field.dataset.overtaken = "";
}

new MutationObserver((records) => {
  const forms = new Set();
  for (const { target, attributeName, oldValue } of records) {
    if (!target.form?.matches("[data-keeps]")) continue;
    if (attributeName === "data-was") follow(target, oldValue);
    else for (const field of watched(target.form)) if (isSent(field)) put(field, field.dataset.was);
    forms.add(target.form);
  }
  forms.forEach(mark);
}).observe(document.body, { subtree: true, attributes: true, attributeFilter: ["data-was", "data-version"], attributeOldValue: true });

// Rows that come and go with a list change what the form holds.
isHere("form[data-keeps]", (form) => {
  mark(form);
  new MutationObserver(() => mark(form)).observe(form, { childList: true, subtree: true });
}, { always: true });

for (const kind of ["input", "change"]) {
  addEventListener(kind, ({ target }) => {
    sent.delete(target);
    const form = target.form;
    if (form?.matches("[data-keeps]")) mark(form);
    else if (form?.matches("[data-guards]")) form.dataset.edited = "";
  });
}

addEventListener("submit", ({ target, submitter }) => {
  if (target.matches("[data-keeps]") && submitter?.value !== "what-if") for (const field of watched(target)) sent.set(field, { text: held(field), at: Date.now() });
});

// What would have been stands below a form that may be long.
isHere(".what-if", (found) => found.scrollIntoView({ block: "start" }), { always: true });

// Ctrl+S saves what is not saved, as everywhere.
addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
  const form = event.target.closest?.("form[data-edited]") ?? edited()[0];
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
});

addEventListener("click", ({ target }) => {
  const puts = target.closest("[data-puts]");
  if (puts) {
    const field = puts.form.elements[puts.dataset.for];
    put(field, puts.dataset.puts);
    field.focus();
    mark(puts.form);
  }
  const drops = target.closest("[data-drops]");
  if (drops) drop(drops.form);
  if (target.closest("[data-leaves]")) {
    document.getElementById("leaving").close();
    for (const form of edited()) drop(form);
    go(onward);
  }
});

function drop(form) {
  if (!form.matches("[data-keeps]")) { delete form.dataset.edited; return; }
  for (const field of watched(form)) put(field, field.dataset.was);
  mark(form);
}

const edited = () => [...document.querySelectorAll("form[data-edited]")];

function asks(address) {
  const dialog = document.getElementById("leaving");
  if (!dialog || !edited().length || new URL(address, location.href).pathname === new URL(here).pathname) return false;
  onward = address;
  dialog.showModal();
  return true;
}

addEventListener("live:leaving", (event) => { if (asks(event.detail)) event.preventDefault(); });
addEventListener("live:nav", () => { here = location.href; });
addEventListener("popstate", (event) => {
  const wanted = location.href;
  if (!asks(wanted)) { here = wanted; return; }
  event.stopImmediatePropagation();
  history.pushState(null, "", here);
});
addEventListener("beforeunload", (event) => { if (edited().length) event.preventDefault(); });

addEventListener("change", async ({ target }) => {
  const into = target.matches?.("input[type=file][data-reads-into]") && document.getElementById(target.dataset.readsInto);
  if (!into || !target.files.length) return;
  const bytes = new Uint8Array(await target.files[0].arrayBuffer());
  into.value = bytes.length > LONGEST_FILE ? "" : textOf(bytes);
  target.setCustomValidity(bytes.length > LONGEST_FILE ? `> ${LONGEST_FILE / 1000} kB` : "");
  target.reportValidity();
  target.value = "";
});

// Excel writes UTF-8, UTF-16 with a mark, or the alphabet of its Windows.
function textOf(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try { return new TextDecoder("utf-8", { fatal: true }).decode(bytes); } catch { return new TextDecoder("windows-1252").decode(bytes); }
}
