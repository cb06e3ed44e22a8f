// The phone page: who is there, whose phone is in hand, what is written. State: the person in the URL's hash.

import { Comments } from "./comments.js";
import { $, ask, avatar, clock, h, notice, untouched } from "./dom.js";
import { Drawer } from "./drawer.js";
import { closeMenu, drawThread } from "./thread.js";

const TYPING_MS = 20_000;
const state = { people: [], thread: null, editing: "", typing: new Map() };
const person = () => location.hash.slice(1);
const drawer = new Drawer(person);
const comments = new Comments(person);

// People

async function loadPeople() {
  state.people = await ask("people");
  leaveUnknown();
  await untouched();
  drawPeople();
}

function drawPeople() {
  const focused = document.activeElement?.dataset.person;
  $("people").replaceChildren(...state.people.map(row));
  if (focused) $("people").querySelector(`[data-person="${focused}"]`)?.focus();
}

function leaveUnknown() {
  if (!person() || state.people.some((someone) => someone.id === person())) return;
  history.replaceState(null, "", location.pathname);
  notice("Nobody here has this id.");
}

function row(someone) {
  const chosen = someone.id === person();
  const text = someone.last_text === "like_heart" ? "♥" : someone.last_text;
  const last = text ? `${someone.last_is_own ? "You: " : ""}${text}` : `@${someone.username}`;
  const unread = someone.unread && !someone.last_is_own && !chosen;
  return h("li", {}, h(
    "button",
    { type: "button", class: unread ? "person unread" : "person", "data-person": someone.id, "aria-current": chosen ? "true" : null, onclick: () => (location.hash = someone.id) },
    avatar(someone.name, { person: someone.id }),
    h("span", {}, h("span", { class: "who" }, someone.name), h("span", { class: "last" }, last)),
    h("span", { class: "side" }, someone.last_at ? clock(someone.last_at) : "", unread ? h("span", { class: "dot", role: "img", "aria-label": `${someone.unread} unread` }) : ""),
  ));
}

async function addPerson(event) {
  event.preventDefault();
  const made = await ask("people", { name: $("new-name").value.trim() });
  $("new-name").value = "";
  showForm(false);
  location.hash = made.id;
  await loadPeople();
}

function showForm(shown) {
  $("new-form").hidden = !shown;
  $("new-person").setAttribute("aria-expanded", String(shown));
  if (shown) $("new-name").focus();
}

// The conversation

async function loadThread() {
  const id = person();
  $("app").classList.toggle("chatting", Boolean(id));
  $("thread").hidden = !id;
  $("empty").hidden = Boolean(id);
  if (!id) {
    state.thread = null;
    return;
  }
  const thread = await ask(`threads/${encodeURIComponent(id)}`);
  if (id !== person()) return;
  state.thread = thread;
  await draw();
  seeWhatCame();
}

async function draw() {
  await untouched();
  if (!state.thread) return;
  const someone = state.people.find((other) => other.id === state.thread.person);
  if (!someone) return;
  const typing = (state.typing.get(state.thread.person) ?? 0) > Date.now();
  drawThread(state.thread, { name: someone.name, typing, onEdit: startEditing });
}

function seeWhatCame() {
  if (!state.thread) return;
  const news = state.thread.messages.some((message) => message.by !== "customer" && !message.seen_at && !message.is_deleted);
  if (news && document.visibilityState === "visible" && !$("as-owner").checked) ask("event", { name: "read", person: person() });
}

async function openPerson() {
  stopEditing();
  closeMenu();
  $("messages").scrollTop = $("messages").scrollHeight;
  await refresh();
  $("messages").scrollTop = $("messages").scrollHeight;
  if (person() && matchMedia("(hover: hover)").matches) $("text").focus();
}

// Writing

async function send(event) {
  event.preventDefault();
  const text = $("text").value.trim();
  if (!text || !person()) return;
  const { editing } = state;
  stopEditing();
  setText("");
  try {
    if (editing) await ask("event", { name: "edit", mid: editing, text });
    else await ask($("as-owner").checked ? "owner" : "say", { person: person(), text });
  } catch {  // the notice has said why
    if (!$("text").value && editing) startEditing({ mid: editing, text });
    else if (!$("text").value) setText(text);
  }
  $("messages").scrollTop = $("messages").scrollHeight;
}

function setText(text) {
  $("text").value = text;
  $("send").disabled = !text.trim();
  $("text").style.height = "auto";
  $("text").style.height = `${$("text").scrollHeight}px`;
}

function startEditing(message) {
  state.editing = message.mid;
  $("editing").hidden = false;
  setText(message.text);
  $("text").focus();
}

function stopEditing() {
  if (state.editing) setText("");
  state.editing = "";
  $("editing").hidden = true;
}

function showOwner() {
  const owning = $("as-owner").checked;
  $("composer").classList.toggle("owning", owning);
  $("text").placeholder = owning ? "Answer as the owner, in the app…" : "Message…";
  $("text-label").textContent = owning ? "Message of the owner" : "Message";
}

// The drawer

function showDrawer(shown) {
  $("drawer").hidden = !shown;
  $("app").classList.toggle("with-drawer", shown);
  $("open-drawer").setAttribute("aria-expanded", String(shown));
  if (shown) drawer.open();
  else $("open-drawer").focus();
}

// What happens elsewhere

let refreshing = 0;

function refreshSoon() {
  clearTimeout(refreshing);
  refreshing = setTimeout(refresh, 40);
}

async function refresh() {
  await loadPeople();
  await loadThread();
  await comments.draw();
}

function listen() {
  const stream = new EventSource("/control/stream");
  let lost = false;
  stream.addEventListener("hello", () => { refreshSoon(); lost = false; });  // what came before it was connected
  stream.addEventListener("thread", refreshSoon);
  stream.addEventListener("people", refreshSoon);
  stream.addEventListener("modes", (event) => drawer.drawModes(JSON.parse(event.data)));
  stream.addEventListener("entry", (event) => heard(JSON.parse(event.data)));
  stream.addEventListener("typing", (event) => typed(JSON.parse(event.data)));
  stream.onerror = () => { if (!lost) notice("The simulator is away; waiting for it."); lost = true; };
}

function heard(entry) {
  if (entry.kind === "delivered") state.typing.clear();
  drawer.add(entry);
}

function typed({ person: id, on }) {
  state.typing.set(id, on ? Date.now() + TYPING_MS : 0);
  draw();
  if (on) setTimeout(draw, TYPING_MS + 100);
}

// Begin

$("new-person").addEventListener("click", () => showForm($("new-form").hidden));
$("new-form").addEventListener("submit", addPerson);
$("composer").addEventListener("submit", send);
$("text").addEventListener("input", () => setText($("text").value));
$("text").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
  if (event.key === "Escape") stopEditing();
});
$("heart").addEventListener("click", () => ask("event", { name: "attachment", person: person(), type: "like_heart" }));
for (const kind of ["photo", "voice"]) $(kind).addEventListener("click", () => ask("attach", { person: person(), kind }));
$("stop-editing").addEventListener("click", stopEditing);
$("as-owner").addEventListener("change", showOwner);
$("back").addEventListener("click", () => (location.hash = ""));
$("open-drawer").addEventListener("click", () => showDrawer($("drawer").hidden));
$("close-drawer").addEventListener("click", () => showDrawer(false));
document.addEventListener("click", (event) => { if (!event.target.closest(".menu, .more")) closeMenu(); });
document.addEventListener("keydown", (event) => { if (event.key === "Escape") closeMenu(); });
document.addEventListener("visibilitychange", seeWhatCame);
addEventListener("hashchange", openPerson);

$("as-owner").checked = false;
await openPerson();
const [account] = await ask("accounts");
$("where").textContent = `simulated Instagram of @${account.username}`;
listen();
