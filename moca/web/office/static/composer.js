// Where a person answers: what is typed belongs to the page until the server has taken it.
//   form[data-writes]     the composer of a conversation; its text is kept in this tab for as long as the tab lives, or until one signs out
//   data-newest           the newest message that the page shows
//   data-taken, -kept     the message of this client_id was taken, or not: then its text stays
//   data-typing           hears an input event while somebody types, at most every two seconds
//   data-edits            puts a draft into the field (data-text), to be sent in its place; data-stops-editing undoes it
//   data-keeps-writing    the new answer, of this entry, is seen; data-approves: pressed by Ctrl+Enter or ⌘+Enter

import { bytes, split } from "./splitting.js";
import { isHere } from "./seen.js";
import { choose, chooses, closeChoice, offer } from "./choosing.js";
import { added, clearAdded, showAdded } from "./extras.js";

const STORE = "moca:writing:";
const LIMIT = 1000;
const SEEN_AFTER_MS = 3000, TYPING_MS = 2000, AGAIN_MS = 4000, COUNT_MS = 60;
const FRAME_MS = 500; // so long a new session may need until it hears
const isDown = () => document.documentElement.dataset.live === "down";
const states = new WeakMap();

const fieldOf = (form) => form.querySelector("textarea");
const formOf = (element) => element.closest?.("form[data-writes]");
const modeOf = (form) => form.querySelector("input[name=mode]:checked")?.dataset.mode ?? "reply";
const named = (form, name) => form.querySelector(`input[type=hidden][name=${name}]`);
const only = () => document.querySelector("form[data-writes]");
const isEmpty = (form) => !fieldOf(form).value.trim() && (modeOf(form) === "note" || !added(form).length);

// Keeping

function begin(form) {
  states.set(form, { pending: null, cuts: [], newest: "", shownAt: 0, typedAt: 0, stash: "", parts: 1 });
  let kept = {};
  try { kept = JSON.parse(sessionStorage.getItem(STORE + form.dataset.writes)) ?? {}; } catch { /* of an older release */ }
  fieldOf(form).value = kept.text ?? "";
  for (const name of ["client_id", "seen", "edits", "media", "quick_replies"]) named(form, name).value = kept[name] ?? "";
  const mode = form.querySelector(`input[data-mode=${kept.mode === "note" ? "note" : "reply"}]:not(:disabled)`);
  if (mode) mode.checked = true;
  showAdded(form);
  showMode(form);
  noteNewest(form);
  changed(form);
}

function keep(form) {
  const kept = { text: fieldOf(form).value, mode: modeOf(form) };
  for (const name of ["client_id", "seen", "edits", "media", "quick_replies"]) kept[name] = named(form, name).value;
  const key = STORE + form.dataset.writes;
  if (isEmpty(form) && kept.mode === "reply") sessionStorage.removeItem(key);
  else sessionStorage.setItem(key, JSON.stringify(kept));
}

// Who signs out leaves nothing half written to whoever signs in next in this tab.
addEventListener("submit", (event) => {
  if (event.defaultPrevented || !event.target.matches("form.leave")) return;
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(STORE)) sessionStorage.removeItem(key);
});

function changed(form) {
  const client = named(form, "client_id");
  if (isEmpty(form)) client.value = "";
  else if (!client.value) { client.value = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`; see(form); }
  count(form);
  fit(fieldOf(form));
  keep(form);
}

// Counting

function count(form) {
  const text = fieldOf(form).value, size = bytes(text), state = states.get(form);
  clearTimeout(state.counting);
  say(form, size, size > LIMIT ? Math.max(2, state.parts) : 1);
  if (size > LIMIT) state.counting = setTimeout(() => say(form, size, split(text).length), COUNT_MS);
}

function say(form, size, parts) {
  const shown = form.querySelector(".bytes");
  states.get(form).parts = parts;
  const words = parts > 1 ? shown.dataset.parts : shown.dataset.bytes;
  shown.textContent = size ? words.replace("{n}", size).replace("{parts}", parts) : "";
  shown.classList.toggle("near", size > 0.8 * LIMIT);
  shown.classList.toggle("many", parts > 1);
}

function fit(field) {
  if (CSS.supports("field-sizing", "content")) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}

// What its writer has seen

function noteNewest(form) {
  const state = states.get(form), newest = form.querySelector("[data-newest]")?.dataset.newest ?? "";
  if (!state || newest === state.newest) return;
  state.newest = newest;
  state.shownAt = Date.now();
  if (!named(form, "client_id").value || !named(form, "seen").value) see(form);
}

// Entries are <ms>-<number>; the page may hear of one before it shows it.
function see(form, entry = "") {
  const { newest } = states.get(form);
  const [at, number] = entry.split("-").map(Number), [newestAt, newestNumber] = newest.split("-").map(Number);
  const isLater = !newest || at > newestAt || (at === newestAt && number > newestNumber);
  named(form, "seen").value = entry && isLater ? entry : newest;
}

// Typing

addEventListener("input", (event) => {
  const form = formOf(event.target), state = form && states.get(form);
  if (!state || event.target !== fieldOf(form)) return;
  changed(form);
  if (Date.now() - state.shownAt >= SEEN_AFTER_MS && document.visibilityState === "visible") { see(form); keep(form); }
  offer(event.target);
  if (Date.now() - state.typedAt < TYPING_MS || isEmpty(form) || isDown()) return;
  state.typedAt = Date.now();
  form.querySelector("[data-typing]").dispatchEvent(new Event("input"));
});

addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) return;
  const field = event.target, form = formOf(field);
  if (form && field === fieldOf(form) && chooses(field) && choose(field, event)) return stop(event);
  if (event.key !== "Enter") return;
  if (event.ctrlKey || event.metaKey) return approve(event, form);
  if (!form || field !== fieldOf(form) || event.shiftKey || event.altKey || matchMedia("(pointer: coarse)").matches) return;
  stop(event);
  if (!isDown() && !isEmpty(form)) send(form);
}, true);

function stop(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

function approve(event, form) {
  const button = [...document.querySelectorAll("[data-approves]")].find((each) => each.checkVisibility());
  if (document.querySelector("dialog[open]")) return;
  if (form && !isEmpty(form)) { stop(event); if (!isDown()) send(form); }
  else if (button) { stop(event); button.click(); }
}

// Sending: by the button that is shown, but as a human agent only by that button itself.

function send(form) {
  const button = [...form.querySelectorAll(".submit button")].find((each) => each.checkVisibility());
  if (button?.value === "human_agent") return button.focus();
  form.requestSubmit(button?.value ? button : undefined);
}

addEventListener("submit", (event) => {
  const form = event.target, state = states.get(form);
  if (!state || isDown()) return;
  if (isEmpty(form)) return stop(event);
  if (state.pending && !state.resends) { later(form); return stop(event); }
  const field = fieldOf(form), whole = field.value.length;
  const cut = Math.min(whole, state.resends ? state.pending.text.length : (state.cuts.shift() ?? whole));
  state.resends = false;
  field.dataset.cut = cut;
  const text = field.value.slice(0, cut), client = named(form, "client_id").value;
  state.pending = { client, text, mode: modeOf(form), submitter: event.submitter, at: Date.now() };
  form.toggleAttribute("data-sends", true);
  closeChoice(form);
}, true);

// Enter while a message is on its way: what stands there now is the next one, and goes when its turn comes.
function later(form) {
  const { cuts, pending } = states.get(form), { value } = fieldOf(form);
  if (value.slice(cuts.at(-1) ?? pending.text.length).trim()) cuts.push(value.length);
}

function taken(form, client) {
  const state = states.get(form), { pending } = state;
  if (pending?.client !== client) return;
  const field = fieldOf(form);
  if (field.value.startsWith(pending.text)) cutAway(field, pending.text.length);
  for (const name of ["client_id", "seen", "edits"]) named(form, name).value = "";
  if (pending.mode === "reply") clearAdded(form);
  ended(form);
  changed(form);
  state.cuts = state.cuts.map((cut) => cut - pending.text.length).filter((cut) => cut > 0);
  if (state.cuts.length && !isEmpty(form)) send(form);
}

// What was typed after Enter stays, with the cursor where it was.
function cutAway(field, length) {
  const start = Math.max(0, field.selectionStart - length), end = Math.max(0, field.selectionEnd - length);
  field.value = field.value.slice(length);
  if (document.activeElement === field) field.setSelectionRange(start, end);
}

function kept(form, client) {
  const state = states.get(form);
  if (state.pending?.client !== client) return;
  state.cuts = [];
  ended(form);
}

function ended(form) {
  states.get(form).pending = null;
  delete fieldOf(form).dataset.cut;
  form.removeAttribute("data-sends");
  form.removeAttribute("data-asks");
}

// What got no answer, as when the connection went with it, is said again under its name.
function sayAgain(since) {
  const form = only(), state = form && states.get(form);
  if (!state?.pending || isDown() || Date.now() - state.pending.at < since) return;
  const { submitter } = state.pending;
  state.resends = true;
  form.requestSubmit(submitter?.isConnected ? submitter : undefined);
}

setInterval(() => sayAgain(AGAIN_MS), 1000);
addEventListener("live:up", () => setTimeout(() => sayAgain(0), FRAME_MS));

// Modes, drafts, and what the server says

addEventListener("click", (event) => {
  const radio = event.target.closest?.("form[data-writes] input[name=mode]");
  if (radio) { showMode(radio.form); keep(radio.form); fieldOf(radio.form).focus(); }
  const draft = event.target.closest?.("[data-edits]"), form = only();
  if (draft && form) edit(form, draft);
  if (event.target.closest?.("[data-stops-editing]")) stopEditing(form);
  const seen = event.target.closest?.("[data-keeps-writing]");
  if (seen) {
    see(form, seen.dataset.keepsWriting);
    keep(form);
    form.toggleAttribute("data-asks", true);
    fieldOf(form).focus();
  }
});

function showMode(form) {
  const mode = modeOf(form), field = fieldOf(form);
  form.dataset.mode = mode;
  form.toggleAttribute("data-edits-draft", Boolean(named(form, "edits").value));
  field.placeholder = field.dataset[mode];
}

function edit(form, draft) {
  const state = states.get(form);
  if (!named(form, "edits").value) state.stash = fieldOf(form).value;
  named(form, "edits").value = draft.dataset.edits;
  form.querySelector("input[data-mode=reply]").checked = true;
  put(fieldOf(form), draft.dataset.text);
  showMode(form);
  keep(form);
}

function stopEditing(form) {
  named(form, "edits").value = "";
  put(fieldOf(form), states.get(form).stash);
  showMode(form);
  keep(form);
}

// In place of all that is there, and so that the browser's undo brings it back.
function put(field, text) {
  field.focus();
  field.select();
  if (!document.execCommand(text ? "insertText" : "delete", false, text)) {
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function told(element) {
  const form = formOf(element);
  if (!form || !states.has(form)) return;
  if (element.matches("[data-newest]")) return noteNewest(form);
  if (element.dataset.taken) { taken(form, element.dataset.taken); showMode(form); }
  if (element.dataset.kept) kept(form, element.dataset.kept);
}

new MutationObserver((records) => { for (const { target } of records) told(target); })
  .observe(document.body, { subtree: true, attributeFilter: ["data-newest", "data-taken", "data-kept", "data-told"] });

// A closed window leaves only notes.
new MutationObserver((records) => {
  for (const { target } of records) if (target.matches("fieldset.modes")) onlyNotes(target);
}).observe(document.body, { subtree: true, attributeFilter: ["data-reach"] });

function onlyNotes(modes) {
  const reply = modes.querySelector("input[data-mode=reply]");
  if (!reply?.disabled || !reply.checked) return;
  modes.querySelector("input[data-mode=note]").checked = true;
  if (modes.form && states.has(modes.form)) showMode(modes.form);
}

isHere("form[data-writes]", (form) => { begin(form); onlyNotes(form.querySelector("fieldset.modes")); }, { always: true });
addEventListener("added", (event) => { const form = formOf(event.target); if (form) { changed(form); } });
