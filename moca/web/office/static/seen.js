// Calls somebody back when an element is there: the first one, or with `always` each that appears.

const waiting = [];

export function isHere(selector, tell, { always = false } = {}) {
  const waiter = { selector, tell, always, told: new WeakSet() };
  waiting.push(waiter);
  look(document);
}

function look(within) {
  for (const waiter of [...waiting]) {
    const found = [...within.querySelectorAll(waiter.selector)];
    if (within instanceof Element && within.matches(waiter.selector)) found.unshift(within);
    for (const element of found) {
      if (waiter.told.has(element)) continue;
      waiter.told.add(element);
      waiter.tell(element);
      if (waiter.always) continue;
      waiting.splice(waiting.indexOf(waiter), 1);
      break;
    }
  }
}

new MutationObserver((records) => {
  if (!waiting.length) return;
  for (const { addedNodes } of records) for (const node of addedNodes) if (node instanceof Element) look(node);
}).observe(document.body, { childList: true, subtree: true });
