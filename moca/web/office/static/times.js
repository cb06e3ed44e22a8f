// Moments in the viewer's zone and language: <time data-at data-as>, and rings: [data-until]. They go on by themselves.
//   age    5 m, 3 h, then the day        clock  14:05        second 14:05:09        day    Today, Yesterday, Monday, 12 November
//   date   12 Nov 2026, 14:05            left   4 h, 12 m, 8 s, and nothing once it is over
//   ago    12 seconds ago, 5 minutes ago, yesterday, then the day

const language = document.documentElement.lang || "en";
const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
const format = (options) => new Intl.DateTimeFormat(language, options);
const clock = format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const second = format({ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
const weekday = format({ weekday: "long" });
const dayOfYear = format({ day: "numeric", month: "long" });
const shortDay = format({ day: "numeric", month: "short" });
const dayWithYear = format({ day: "numeric", month: "long", year: "numeric" });
const date = format({ day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const MINUTE = 60_000, HOUR = 3_600_000, DAY = 86_400_000;

const midnight = (at) => new Date(at).setHours(0, 0, 0, 0);
const daysAgo = (at, now) => Math.round((midnight(now) - midnight(at)) / DAY);

function span(ms) {
  if (ms < MINUTE) return `${Math.ceil(ms / 1000)} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} m`;
  if (ms < 2 * DAY) return `${Math.floor(ms / HOUR)} h`;
  return `${Math.floor(ms / DAY)} d`;
}

function ago(at, now) {
  const ms = Math.max(0, now - at);
  if (ms < MINUTE) return relative.format(-Math.floor(ms / 1000), "second");
  if (ms < HOUR) return relative.format(-Math.floor(ms / MINUTE), "minute");
  return ms < DAY ? relative.format(-Math.floor(ms / HOUR), "hour") : age(at, now);
}

function age(at, now) {
  if (now - at < MINUTE) return language === "es" ? "ahora" : "now";
  if (now - at < DAY) return span(now - at);
  return daysAgo(at, now) < 2 ? relative.format(-1, "day") : shortDay.format(at);
}

export function day(at, now) {
  const days = daysAgo(at, now);
  if (days < 2 && days > -2) return capital(relative.format(-days, "day"));
  if (days > 0 && days < 7) return capital(weekday.format(at));
  return new Date(at).getFullYear() === new Date(now).getFullYear() ? dayOfYear.format(at) : dayWithYear.format(at);
}

const capital = (text) => text[0].toUpperCase() + text.slice(1);
const WAYS = {
  age, ago, day,
  clock: (at) => clock.format(at),
  second: (at) => second.format(at),
  date: (at) => date.format(at),
  left: (at, now) => (at > now ? span(at - now) : ""),
};

function write(element, now) {
  const at = Number(element.dataset.at);
  const text = at ? (WAYS[element.dataset.as] ?? WAYS.date)(at, now) : "";
  if (element.textContent !== text) element.textContent = text;
  if (at && !element.title) {
    element.title = date.format(at);
    element.dateTime = new Date(at).toISOString();
  }
}

function draw(ring, now) {
  const left = Math.max(0, Number(ring.dataset.until) - now);
  const share = Math.min(1, left / Number(ring.dataset.whole || DAY));
  ring.style.setProperty("--share", share.toFixed(3));
  ring.dataset.state = !left ? "closed" : left < HOUR ? "last" : left < 4 * HOUR ? "soon" : "open";
  const label = (ring.dataset.label || "{left}").replace("{left}", left ? span(left) : "0");
  if (ring.getAttribute("aria-label") !== label) { ring.setAttribute("aria-label", label); ring.title = label; }
}

function refresh(within, now = Date.now()) {
  for (const element of within.querySelectorAll("time[data-at]")) write(element, now);
  for (const ring of within.querySelectorAll("[data-until]")) draw(ring, now);
}

new MutationObserver((records) => {
  const now = Date.now();
  for (const { type, target, addedNodes } of records) {
    if (type === "attributes") {
      if (target.matches("time[data-at]")) { target.removeAttribute("title"); write(target, now); }
      if (target.matches("[data-until]")) draw(target, now);
    }
    for (const node of addedNodes) if (node instanceof Element) refresh(node.parentElement ?? node, now);
  }
}).observe(document.body, { childList: true, subtree: true, attributeFilter: ["data-at", "data-as", "data-until", "data-label"] });

setInterval(() => refresh(document), 1000);
refresh(document);
