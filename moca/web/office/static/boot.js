// Connects the page to its session and keeps it connected. Everything that needs the browser itself is in the modules.

import "./zone.js";
import "./events.js";
import "./drawing.js";
import "./behaviours.js";
import "./composer.js";
import "./keys.js";
import "./list.js";
import "./notify.js";
import "./reading.js";
import "./panel.js";
import "./times.js";
import "./phone.js";
import "./choices.js";
import "./thread.js";
import "./settings.js";

const mount = document.getElementById("app");
const root = document.documentElement;
const build = document.querySelector("meta[name=build]").content;
const SIGNED_OUT = 4401, OLD_PAGE = 4409;
const ASLEEP_MS = 15_000;
let everOpened = false;
let current = null;

// ReactPy's client gives no hook for its connection: the constructor is the one place to look.
const Native = window.WebSocket;
window.WebSocket = class extends Native {
  constructor(url, protocols) {
    const place = new URL(url);
    place.searchParams.set("build", build);
    super(place, protocols);
    current = this;
    let opened = false;
    this.addEventListener("open", () => { opened = everOpened = true; show("up"); });
    this.addEventListener("close", (event) => {
      if (current === this) show("down");
      if (event.code === SIGNED_OUT) signIn();
      else if (event.code === OLD_PAGE) location.reload();
      else if (!opened) ask();
    });
  }

  // A socket that is dead without knowing it: a laptop slept, a network changed.
  abandon() {
    const { onclose } = this;
    this.onclose = this.onmessage = null;
    this.close();
    show("down");
    onclose?.call(this, new CloseEvent("close"));
  }
};

function show(state) {
  root.dataset.live = state;
  const said = document.getElementById("boot");
  said.textContent = state === "down" ? document.body.dataset.lost : "";
  if (state === "up") dispatchEvent(new Event("live:up"));
}

function signIn() {
  location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);
}

// A refused handshake names no reason: it is asked for over HTTP. The client gives up if its first try fails.
async function ask() {
  const answer = await fetch("/live/session", { cache: "no-store" }).catch(() => null);
  if (answer?.status === 401) return signIn();
  if (answer?.ok && (await answer.json()).build !== build) return location.reload();
  if (!everOpened) setTimeout(() => (answer?.ok ? location.reload() : ask()), 2000 + 2000 * Math.random());
}

// While nobody hears, nothing is done: what is clicked would be done later, unseen. Typing goes on.
for (const kind of ["click", "submit", "change", "drop"]) {
  addEventListener(kind, (event) => {
    if (root.dataset.live !== "down" || event.target.closest?.("[data-offline]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
}

let ticked = Date.now();
setInterval(() => {
  const slept = Date.now() - ticked > ASLEEP_MS;
  ticked = Date.now();
  if (slept && current?.readyState === Native.OPEN) current.abandon();
}, 2000);
addEventListener("offline", () => current?.abandon?.());

const { mountReactPy } = await import("./client/index.js");
mountReactPy({
  mountElement: mount,
  pathPrefix: "/live/",
  componentPath: "ws",
  reconnectInterval: 300 + 400 * Math.random(),
  reconnectMaxInterval: 8000,
  reconnectMaxRetries: 1_000_000,
  reconnectBackoffMultiplier: 1.5,
});
