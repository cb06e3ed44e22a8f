// Small tools of the page. Text of people only ever becomes a text node.

const HUE_STEP = 155;

export const $ = (id) => document.getElementById(id);

export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}

export function clock(ms) {
  return new Date(ms).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}

export function day(ms) {
  const date = new Date(ms);
  const today = new Date().toDateString() === date.toDateString();
  return today ? clock(ms) : `${date.toLocaleDateString([], { day: "numeric", month: "short" })}, ${clock(ms)}`;
}

// Of a person, its hue follows the id: neighbours in number stand far apart on the wheel. Else the style sheet's.
export function avatar(name, { person = "", extra = "" } = {}) {
  const initials = name.split(/\s+/).map((word) => word[0] ?? "").slice(0, 2).join("").toUpperCase();
  const element = h("span", { class: `avatar ${extra}`, "aria-hidden": "true" }, initials);
  if (person) element.style.setProperty("--hue", ((Number(person.slice(-4)) || 0) * HUE_STEP) % 360);
  return element;
}

// Resolves when no pointer is down: a press and its release must meet the same element, so nothing is redrawn between.
let released = Promise.resolve();
addEventListener("pointerdown", () => {
  const ends = new AbortController();
  released = new Promise((resolve) => {
    const end = () => { ends.abort(); setTimeout(resolve); };  // after the click, which follows the release
    for (const name of ["pointerup", "pointercancel", "blur"]) addEventListener(name, end, { capture: true, signal: ends.signal });
  });
}, { capture: true });

export const untouched = () => released;

let hiding = 0;

export function notice(text) {
  const element = $("notice");
  element.textContent = text;
  element.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => (element.hidden = true), 3500);
}

export async function ask(path, body, method = body === undefined ? "GET" : "POST") {
  const init = { method };
  if (body !== undefined) {
    init.headers = { "content-type": "application/json" };
    init.body = JSON.stringify(body);
  }
  let answer;
  try {
    answer = await fetch(`/control/${path}`, init);
  } catch (error) {
    notice("The simulator does not answer.");
    throw error;
  }
  const text = await answer.text();
  const found = text ? JSON.parse(text) : null;
  if (!answer.ok) {
    notice(found?.detail ?? `Refused (${answer.status}).`);
    throw new Error(found?.detail ?? String(answer.status));
  }
  return found;
}
