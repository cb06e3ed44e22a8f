// What a message holds beside its text.
//   data-panel        a button that opens the panel of this id above the field; Esc and a person's click elsewhere close it
//   data-added        where media and answers to tap are shown that go along; each can be removed
//   data-attach-file  a file of one's own disk; the same by dropping one on the composer, or pasting one into it
//   data-adds         adds what stands in the panel: attach (a public address, or the id of a kept file) or quick

import { insert } from "./choosing.js";
import { draw, search } from "./emoji.js";

const hidden = (form, name) => form.querySelector(`input[type=hidden][name=${name}]`);
const listed = (form, name) => { try { return JSON.parse(hidden(form, name).value || "[]"); } catch { return []; } };

// Everything that goes along: [list, index, what is shown].
export function added(form) {
  const media = listed(form, "media").map((item, index) => ["media", index, item.name || item.url?.split("/").at(-1) || item.id]);
  return [...media, ...listed(form, "quick_replies").map((title, index) => ["quick_replies", index, title])];
}

export function clearAdded(form) {
  for (const name of ["media", "quick_replies"]) hidden(form, name).value = "";
  showAdded(form);
}

export function showAdded(form) {
  const box = form.querySelector("[data-added]");
  box.replaceChildren(...added(form).map(([list, index, shown]) => chip(box, list, index, shown)));
}

function chip(box, list, index, shown) {
  const element = document.createElement("span"), button = document.createElement("button");
  element.className = `goes ${list}`;
  element.setAttribute("role", "listitem");
  button.type = "button";
  button.textContent = "×";
  button.setAttribute("aria-label", box.dataset.remove.replace("{name}", shown));
  button.addEventListener("click", () => change(box.closest("form"), list, (items) => items.filter((_, at) => at !== index)));
  element.append(document.createTextNode(shown), button);
  return element;
}

function change(form, name, make) {
  const items = make(listed(form, name));
  hidden(form, name).value = items.length ? JSON.stringify(items) : "";
  showAdded(form);
  form.dispatchEvent(new Event("added", { bubbles: true }));
}

function add(form, what) {
  if (what === "attach") return attach(form);
  const field = form.querySelector("[data-quick-title]"), title = field.value.trim();
  if (title) change(form, "quick_replies", (items) => [...new Set([...items, title])].slice(0, Number(field.dataset.most)));
  field.value = "";
  field.focus();
}

function attach(form) {
  const field = form.querySelector("[data-attach-url]"), fault = form.querySelector("[data-attach-fault]");
  const given = field.value.trim(), type = form.querySelector("[data-attach-type]").value;
  const isId = /^\d{5,}$/.test(given);
  fault.hidden = isId || /^https:\/\/[^\s/]+/.test(given);
  fault.textContent = fault.hidden ? "" : fault.dataset.attachFault;
  if (!fault.hidden) return field.focus();
  change(form, "media", (items) => [...items, { type, ...(isId ? { id: given } : { url: given }) }]);
  field.value = "";
  close(form);
  form.querySelector("textarea").focus();
}

// Files of one's own: Instagram keeps them, and the message names them.

async function upload(form, files) {
  const none = form.querySelector("[data-no-upload]");
  if (none) return fail(form, none.dataset.noUpload);
  const account = form.dataset.writes.split("/")[1].split(":")[0];
  form.toggleAttribute("data-uploads", true);
  for (const file of files) {
    const headers = { "content-type": "application/octet-stream" };
    const answer = await fetch(`/api/accounts/${account}/files`, { method: "POST", body: file, headers }).catch(() => null);
    const said = await answer?.json().catch(() => null);
    if (answer?.ok) change(form, "media", (items) => [...items, { ...said, name: file.name }]);
    else fail(form, said?.detail ?? form.querySelector("[data-attach-file]").dataset.lost);
  }
  form.toggleAttribute("data-uploads", false);
}

function fail(form, text) {
  const fault = form.querySelector("[data-attach-fault]"), panel = form.querySelector("#attach-panel");
  if (panel.hidden) open(form.querySelector('[data-panel="attach-panel"]'));
  fault.textContent = text;
  fault.hidden = false;
}

addEventListener("change", (event) => {
  if (!event.target.matches?.("[data-attach-file]") || !event.target.files.length) return;
  const { form, files } = event.target;
  close(form);
  upload(form, [...files]).finally(() => { event.target.value = ""; });
});

addEventListener("paste", (event) => {
  const form = event.target.closest?.("form[data-writes]"), files = [...(event.clipboardData?.files ?? [])];
  if (!form || !files.length) return;
  event.preventDefault();
  upload(form, files);
});

addEventListener("dragover", (event) => {
  if (!event.target.closest?.(".conversation.open") || ![...event.dataTransfer.types].includes("Files")) return;
  event.preventDefault();
  document.querySelector("form[data-writes]")?.toggleAttribute("data-drops", true);
});
for (const kind of ["dragleave", "drop"]) addEventListener(kind, () => document.querySelector("form[data-drops]")?.removeAttribute("data-drops"));
addEventListener("drop", (event) => {
  const form = document.querySelector("form[data-writes]"), files = [...(event.dataTransfer?.files ?? [])];
  if (!form || !files.length || !event.target.closest?.(".conversation.open")) return;
  event.preventDefault();
  upload(form, files);
});

// Panels

function close(within) {
  for (const panel of within.querySelectorAll(".extra:not([hidden])")) {
    panel.hidden = true;
    within.querySelector(`[data-panel="${panel.id}"]`)?.setAttribute("aria-expanded", "false");
  }
}

function open(button) {
  const form = button.closest("form"), panel = document.getElementById(button.dataset.panel), was = panel.hidden;
  close(form);
  if (!was) return;
  panel.hidden = false;
  button.setAttribute("aria-expanded", "true");
  const emoji = panel.querySelector("[data-emoji]");
  if (emoji) draw(emoji);
  panel.querySelector("input")?.focus();
}

addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-panel]"), adds = event.target.closest?.("[data-adds]");
  const emoji = event.target.closest?.("[data-emoji] button");
  if (button) return open(button);
  if (adds) return add(adds.closest("form"), adds.dataset.adds);
  if (emoji) return insert(emoji.closest("form").querySelector("textarea"), emoji.textContent);
  if (event.isTrusted && !event.target.closest?.(".extra") && event.target.isConnected) close(document);
});

addEventListener("input", (event) => {
  if (event.target.matches?.("[data-emoji-search]")) search(event.target.closest(".extra").querySelector("[data-emoji]"), event.target.value);
});

addEventListener("keydown", (event) => {
  const panel = event.target.closest?.(".extra");
  if (!panel || event.isComposing) return;
  const form = panel.closest("form");
  if (event.key === "Escape") {
    close(form);
    form.querySelector(`[data-panel="${panel.id}"]`).focus();
  } else if (event.key === "Enter" && event.target.matches("input")) {
    const first = panel.querySelector("[data-emoji] button");
    if (first) insert(form.querySelector("textarea"), first.textContent);
    else add(form, panel.querySelector("[data-adds]").dataset.adds);
  } else if (!moves(panel, event)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

// Arrow keys among the emoji.
function moves(panel, event) {
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 8, ArrowUp: -8 }[event.key];
  const all = [...panel.querySelectorAll("[data-emoji] button")];
  const now = all.indexOf(document.activeElement);
  if (!step || !all.length || (now < 0 && event.key !== "ArrowDown")) return false;
  if (now >= 0 && now + step < 0) panel.querySelector("input").focus();
  else all[now < 0 ? 0 : Math.min(all.length - 1, now + step)].focus();
  return true;
}
