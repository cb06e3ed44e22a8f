// Draws a conversation as its customer sees it: bubbles, days, seen, reactions, the menu of a message.

import { $, ask, avatar, clock, day, h } from "./dom.js";

const PAUSE_MS = 15 * 60_000;
const EMOJI = ["❤️", "😆", "😮", "😢", "😠", "👍"];

export function drawThread(thread, { name, typing, onEdit }) {
  $("business").textContent = thread.account_name;
  $("as-whom").textContent = `you are ${name}`;
  document.querySelector(".thread .avatar").replaceWith(avatar(thread.account_name, { extra: "shop" }));
  const list = $("messages");
  const stuck = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  list.dataset.person = thread.person;
  list.replaceChildren(...rows(thread.messages, onEdit));
  if (!thread.messages.length) list.append(h("li", { class: "hint" }, "Nothing was said yet. Write the first message below."));
  if (typing) list.append(dots());
  if (stuck) list.scrollTop = list.scrollHeight;
}

function rows(messages, onEdit) {
  const drawn = [];
  messages.forEach((message, place) => {
    const before = messages[place - 1];
    const after = messages[place + 1];
    const pause = !before || message.sent_at - before.sent_at > PAUSE_MS;
    if (pause) drawn.push(h("li", { class: "when" }, day(message.sent_at)));
    const first = pause || side(before) !== side(message);
    const last = !after || side(after) !== side(message) || after.sent_at - message.sent_at > PAUSE_MS;
    drawn.push(bubble(message, first, last, onEdit));
  });
  const newest = messages.at(-1);
  if (newest && side(newest) === "own" && newest.seen_at && !newest.is_deleted) {
    drawn.push(h("li", { class: "seen" }, `Seen ${clock(newest.seen_at)}`));
  }
  if (newest && side(newest) === "theirs" && newest.choices.length && !newest.is_deleted) drawn.push(choices(newest));
  return drawn;
}

const side = (message) => (message.by === "customer" ? "own" : "theirs");

function bubble(message, first, last, onEdit) {
  const reactions = [message.customer_reaction, message.business_reaction].filter(Boolean);
  const isHeart = message.attachments[0]?.type === "like_heart" && !message.is_deleted;
  const classes = ["message", side(message)];
  if (first) classes.push("first");
  if (last) classes.push("last");
  if (reactions.length) classes.push("reacted");
  if (message.is_deleted) classes.push("gone");
  if (isHeart) classes.push("heart-only");
  if (message.by === "app") classes.push("app-written");
  const body = h("div", { class: "bubble", title: day(message.sent_at) }, ...content(message, isHeart));
  if (reactions.length) body.append(h("span", { class: "reaction" }, reactions.join(" ")));
  const row = h("li", { class: classes.join(" ") }, body);
  if (!message.is_deleted) row.append(more(message, onEdit));
  return row;
}

function content(message, isHeart) {
  if (message.is_deleted) return ["Message unsent"];
  if (isHeart) return ["♥"];
  const parts = message.attachments.map(attached);
  if (message.cards.length) parts.splice(0, parts.length, h("div", { class: "cards" }, ...message.cards.map((shown) => card(message, shown))));
  if (message.text) parts.push(message.text);
  if (message.by === "app") parts.push(h("span", { class: "mark" }, "written by the owner in the app"));
  if (message.is_edited) parts.push(h("span", { class: "mark" }, "edited"));
  return parts;
}

function card(message, shown) {
  const buttons = shown.buttons.map((button) => (button.url ? link(button) : choice(button, () => press("postback", button))));
  const lines = [h("strong", {}, shown.title)];
  if (shown.subtitle) lines.push(h("span", {}, shown.subtitle));
  return h("div", { class: "card" }, ...lines, ...buttons);
}

function choices(message) {
  const shown = message.choices.map((reply) => choice(reply, () => press("quick_reply", reply)));
  return h("li", { class: "choices" }, ...shown);
}

const choice = (shown, onclick) => h("button", { type: "button", class: "choice", onclick }, shown.title);
const link = (button) => h("a", { class: "choice", href: button.url, target: "_blank", rel: "noreferrer" }, button.title);

function press(name, pressed) {
  ask("event", { name, person: $("messages").dataset.person, text: pressed.title, title: pressed.title, payload: pressed.payload });
}

// What this simulator keeps itself is shown; everything else only named.
function attached(part) {
  const label = h("span", { class: "mark" }, part.type);
  const url = part.url ? new URL(part.url, location.href) : null;
  if (!url?.pathname.startsWith("/media/") || url.searchParams.has("fault")) return label;
  const own = url.pathname + url.search;
  if (part.type === "image") return h("img", { class: "picture", src: own, alt: "photo" });
  if (part.type === "audio") return h("audio", { class: "sound", src: own, controls: "", preload: "none" });
  return h("a", { class: "document", href: own, target: "_blank" }, url.pathname.split("/").at(-1));
}

function dots() {
  const bubbleOfDots = h("div", { class: "bubble", "aria-label": "typing" }, h("i"), h("i"), h("i"));
  return h("li", { class: "message theirs first last typing" }, bubbleOfDots);
}

function more(message, onEdit) {
  const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  icon.setAttribute("viewBox", "0 0 24 24");
  icon.setAttribute("aria-hidden", "true");
  for (const x of [6, 12, 18]) {
    const dot = document.createElementNS("http://www.w3.org/2000/svg", "circle");
    for (const [key, value] of [["cx", x], ["cy", 12], ["r", 0.8]]) dot.setAttribute(key, value);
    icon.append(dot);
  }
  return h(
    "button",
    { type: "button", class: "icon more", "aria-label": "React, edit or unsend", "aria-haspopup": "menu", onclick: (event) => openMenu(event.currentTarget, message, onEdit) },
    icon,
  );
}

function openMenu(button, message, onEdit) {
  const menu = $("menu");
  const act = (name, extra = {}) => () => {
    closeMenu();
    ask("event", { name, mid: message.mid, ...extra });
  };
  const emoji = EMOJI.map((sign) => h("button", { type: "button", role: "menuitem", "aria-label": `React with ${sign}`, onclick: act("react", { emoji: sign }) }, sign));
  menu.replaceChildren(h("div", { class: "emoji" }, ...emoji));
  if (message.customer_reaction) menu.append(item("Take the reaction back", act("unreact")));
  if (message.by === "customer") {
    if (message.text) menu.append(item("Edit", () => { closeMenu(); onEdit(message); }));
    menu.append(item("Unsend", act("unsend"), "danger"));
  }
  menu.hidden = false;
  place(menu, button.getBoundingClientRect());
  menu.querySelector("button").focus();
}

const item = (label, onclick, extra = "") => h("button", { type: "button", role: "menuitem", class: extra, onclick }, label);

function place(menu, near) {
  const { width, height } = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(near.left - width / 2, innerWidth - width - 8))}px`;
  menu.style.top = `${near.bottom + height + 8 > innerHeight ? near.top - height - 4 : near.bottom + 4}px`;
}

export function closeMenu() {
  $("menu").hidden = true;
}
