// Saved replies: `/` and a part of the name in the field offers those that fit; Enter or Tab takes one.
//   data-choice     the box of all saved replies; its options have data-name and data-text

const MOST = 7;
const ASKED = /(^|\s)\/([^\s/]*)$/u;

const boxOf = (field) => field.form?.querySelector("[data-choice]");
const shown = (box) => [...box.querySelectorAll("[role=option]")].filter((option) => !option.hidden);
const asked = (field) => ASKED.exec(field.value.slice(0, field.selectionStart));
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

export function chooses(field) {
  return boxOf(field)?.hidden === false;
}

export function offer(field) {
  const box = boxOf(field), found = asked(field);
  if (!box) return;
  if (!found) return closeChoice(field.form);
  const wanted = plain(found[2]);
  const options = [...box.querySelectorAll("[role=option]")];
  const fit = options.filter(({ dataset }) => plain(dataset.name).includes(wanted) || (wanted && plain(dataset.text).includes(wanted)));
  fit.sort((a, b) => plain(b.dataset.name).startsWith(wanted) - plain(a.dataset.name).startsWith(wanted));
  for (const option of options) option.hidden = !fit.slice(0, MOST).includes(option);
  box.hidden = options.length > 0 && !fit.length;
  mark(field, fit[0]);
}

export function closeChoice(form) {
  const box = form?.querySelector("[data-choice]");
  if (!box || box.hidden) return;
  box.hidden = true;
  mark(form.querySelector("textarea"));
}

// Whether the key was for the choice.
export function choose(field, event) {
  const box = boxOf(field), options = shown(box);
  const now = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  if (event.key === "Escape") closeChoice(field.form);
  else if (!options.length) return false;
  else if (event.key === "ArrowDown") mark(field, options[(now + 1) % options.length]);
  else if (event.key === "ArrowUp") mark(field, options[(now + options.length - 1) % options.length]);
  else if ((event.key === "Enter" && !event.shiftKey) || event.key === "Tab") take(field, options[Math.max(0, now)]);
  else return false;
  return true;
}

function mark(field, chosen) {
  for (const option of boxOf(field).querySelectorAll("[role=option]")) option.setAttribute("aria-selected", String(option === chosen));
  chosen?.scrollIntoView({ block: "nearest" });
  if (chosen) field.setAttribute("aria-activedescendant", chosen.id);
  else field.removeAttribute("aria-activedescendant");
}

function take(field, option) {
  const found = asked(field);
  const end = field.selectionStart, start = found ? end - found[2].length - 1 : end;
  closeChoice(field.form);
  insert(field, option.dataset.text, start, end);
}

// In the place of a stretch, with the cursor after it, and so that the browser's undo takes it back.
export function insert(field, text, start = field.selectionStart, end = field.selectionEnd) {
  field.focus();
  field.setSelectionRange(start, end);
  if (document.execCommand("insertText", false, text)) return;
  field.setRangeText(text, start, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

addEventListener("mousedown", (event) => {
  const option = event.target.closest?.("[data-choice] [role=option]");
  if (!option) return;
  event.preventDefault();
  take(option.closest("form").querySelector("textarea"), option);
});

addEventListener("focusout", (event) => {
  const form = event.target.closest?.("form[data-writes]");
  if (form && !event.relatedTarget?.closest?.("[data-choice]")) closeChoice(form);
});
