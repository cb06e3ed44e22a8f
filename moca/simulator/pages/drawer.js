// The drawer: faults for the next calls, standing modes, events of the chosen person, the model's faults, the book.

import { $, ask, h, notice } from "./dom.js";

const BOOK_LINES = 60;
const FAULTS = [
  ["Lost response", "lost_response"], ["Lost request", "lost_request"], ["Slow 3 s", "slow:3000"], ["Echo first", "echo_before"],
  ["Late echo", "echo_after:3000"], ["No echo", "no_echo"], ["Error, but sent", "error_but_sent"], ["Retry after 5 s", "retry_after:5"],
  ["429 too many", "429"], ["500 server error", "500"], ["613 throttled", "613"], ["190 token", "190"], ["10 window", "10"],
  ["551 unavailable", "551"], ["1 unknown", "1"], ["2 service", "2"], ["4 app limit", "4"],
];
const SWITCHES = [
  ["reorder", "Shuffle webhooks"], ["batch", "Gather webhooks in one body"], ["withhold", "Hold webhooks back"],
  ["drop", "Lose webhooks"],
];
const NUMBERS = [["duplicates", "Copies of each webhook", 1, 20, 1], ["delay_ms", "Webhook delay (ms)", 0, 60000, 500], ["lost_response_share", "Share of lost responses", 0, 1, 0.1]];
const MODEL = [
  ["Slow 5 s", { kind: "slow", ms: 5000 }], ["500 server error", { kind: "error", status: 500 }], ["429 too many", { kind: "error", status: 429 }],
  ["Nonsense", { kind: "nonsense" }], ["Refusal", { kind: "refusal" }], ["Empty", { kind: "empty" }],
];
const EVENTS = [
  ["Story reply", { name: "story_reply", text: "me encanta 😍" }], ["Story mention", { name: "story_mention" }],
  ["Comment", { name: "comment", text: "precio?" }], ["Ice breaker", { name: "postback", title: "Opening hours", payload: "HOURS" }],
  ["From an ad", { name: "ad", text: "hola", title: "Brunch" }], ["Unsupported", { name: "unsupported" }], ["Standby", { name: "standby", text: "hola" }],
];

const SENT = [
  ["Photo", { kind: "photo" }], ["Voice note 12 s", { kind: "voice", seconds: 12 }], ["File", { kind: "file" }],
  ["Photo, expired", { kind: "photo", fault: "expired" }], ["Photo, too large", { kind: "photo", fault: "too_large" }],
  ["Photo, a page in truth", { kind: "photo", fault: "wrong_type" }], ["Photo, slow", { kind: "photo", fault: "slow" }],
];

const chip = (label, onclick, pressed = null) => h("button", { type: "button", class: "chip", "aria-pressed": pressed, onclick }, label);
const section = (title, words, ...children) => h("section", {}, h("h3", {}, title), h("p", {}, words), ...children);

export class Drawer {
  constructor(person) {
    this.person = person;
    this.waiting = h("div", { class: "waiting" });
    this.modes = h("div");
    this.modelWaiting = h("div", { class: "waiting" });
    this.book = h("ol", { class: "book" });
    this.entries = [];
  }

  async open() {
    $("sections").replaceChildren(
      section("Next call", "Each waits for one message of the business, in order.", h("div", { class: "chips" }, ...FAULTS.map(([label, fault]) => chip(label, () => this.script(fault)))), this.waiting),
      section("Until switched off", "Holds for every call and webhook.", this.modes),
      section("This person", "Does something that is more than text.", h("div", { class: "chips" }, ...this.gestures())),
      section("Account", "The access token, and Meta's check of the callback.", h("div", { class: "chips" }, chip("Kill token", () => this.token("dead")), chip("Revive token", () => this.token("good")), chip("Verify callback", () => this.verify()), chip("Dashboard test", () => ask("event", { name: "dashboard_test" })))),
      section("Model", "Each spoils one answer of the demo model.", h("div", { class: "chips" }, ...MODEL.map(([label, fault]) => chip(label, async () => this.drawModel(await ask("model", fault))))), this.modelWaiting),
      section("Book", "What arrived and what was delivered, newest first.", this.book),
    );
    this.drawWaiting(await ask("faults"));
    this.drawModes(await ask("modes"));
    this.drawModel(await ask("model"));
    this.entries = (await ask("book")).entries.slice(-BOOK_LINES);
    this.drawBook();
  }

  gestures() {
    const made = EVENTS.map(([label, event]) => chip(label, () => this.event(event)));
    const old = [["Window 25 h ago", 25], ["8 days ago", 192]].map(([label, hours]) => chip(label, () => this.age(hours)));
    const sent = SENT.map(([label, thing]) => chip(label, () => this.attach(thing)));
    return [...made, ...sent, ...old];
  }

  event(event) {
    if (this.person()) ask("event", { ...event, person: this.person() });
    else notice("Choose a person first.");
  }

  attach(thing) {
    if (this.person()) ask("attach", { ...thing, person: this.person() });
    else notice("Choose a person first.");
  }

  async age(hours) {
    if (!this.person()) return notice("Choose a person first.");
    await ask("window", { person: this.person(), hours_ago: hours });
    notice(`The last word of this customer is ${hours} hours old now.`);
  }

  async token(state) {
    await ask("token", { state });
    notice(state === "dead" ? "The token is refused from now on." : "The token works again.");
  }

  async verify() {
    const { status } = await ask("verify", {});
    notice(status === 200 ? "The callback has proved itself." : `The callback did not prove itself (${status || "nobody answered"}).`);
  }

  async script(fault) {
    this.drawWaiting(await ask("faults", { fault }));
  }

  drawWaiting(faults) {
    const names = faults.map((fault) => h("b", {}, faultName(fault)));
    const clear = async () => { await ask("faults", undefined, "DELETE"); this.drawWaiting([]); };
    this.waiting.replaceChildren(...(names.length ? ["Waiting:", ...names, h("button", { type: "button", onclick: clear }, "Clear")] : ["None is waiting."]));
  }

  drawModel(faults) {
    const clear = async () => { await ask("model", undefined, "DELETE"); this.drawModel([]); };
    const names = faults.map((fault) => h("b", {}, modelFaultName(fault)));
    this.modelWaiting.replaceChildren(...(names.length ? ["Waiting:", ...names, h("button", { type: "button", onclick: clear }, "Clear")] : []));
  }

  drawModes(modes) {
    const set = (name, value) => ask("modes", { [name]: value });
    const down = h("select", { "aria-label": "Graph", onchange: (event) => set("down", event.target.value) }, ...[["no", "works"], ["error", "answers 500"], ["close", "hangs up"]].map(([value, label]) => h("option", { value, selected: modes.down === value }, label)));
    const echoes = flip("echoes", "Send no echoes", !modes.echoes, (on) => set("echoes", !on));
    const switches = SWITCHES.map(([name, label]) => flip(name, label, modes[name], (on) => set(name, on)));
    const numbers = NUMBERS.map(([name, label, min, max, step]) => h("label", { class: "setting" }, label, h("input", { type: "number", min, max, step, value: modes[name], onchange: (event) => event.target.reportValidity() && set(name, Number(event.target.value)) })));
    this.modes.replaceChildren(h("label", { class: "setting" }, "Graph", down), ...switches, echoes, ...numbers);
  }

  add(entry) {
    this.entries = [...this.entries, entry].slice(-BOOK_LINES);
    this.drawBook();
    if (entry.kind === "call" && !$("drawer").hidden) ask("faults").then((faults) => this.drawWaiting(faults));
  }

  drawBook() {
    if ($("drawer").hidden) return;
    const lines = [...this.entries].reverse().map(bookLine);
    this.book.replaceChildren(...(lines.length ? lines : [h("li", {}, "Nothing yet.")]));
  }
}

function flip(name, label, on, change) {
  const input = h("input", { type: "checkbox", role: "switch", onchange: (event) => change(event.target.checked) });
  input.checked = on;
  return h("label", { class: "setting" }, label, h("span", { class: "switch" }, input, h("span", { class: "track", "aria-hidden": "true" })));
}

function faultName(fault) {
  const words = faultWords(fault);
  const name = FAULTS.find(([, known]) => known === words)?.[0] ?? words.replaceAll("_", " ");
  return fault.times > 1 ? `${name} ×${fault.times}` : name;
}

function faultWords(fault) {
  if (fault.error) return String(fault.error.code || fault.error.status);
  if (fault.kind === "retry_after") return `retry_after:${fault.seconds}`;
  return fault.ms ? `${fault.kind}:${fault.ms}` : fault.kind;
}

function modelFaultName(fault) {
  const isSame = ([, known]) => Object.entries(known).every(([field, value]) => fault[field] === value);
  return MODEL.find(isSame)?.[0] ?? fault.kind;
}

function bookLine(entry) {
  const bad = entry.kind === "webhook" ? entry.status !== 200 : !["ok", ""].includes(entry.outcome);
  const what = [entry.outcome !== "ok" ? entry.outcome : "", entry.text || entry.endpoint].filter(Boolean).join(" · ");
  const time = new Date(entry.at).toTimeString().slice(0, 8);
  return h("li", { title: what }, h("time", {}, time), h("span", {}, entry.kind), h("span", { class: bad ? "what bad" : "what" }, what));
}
