// How a text is cut into messages: `split_parts` of moca/domain/text.py once more, so that the page can count while
// somebody types. A test holds both to the same parts.

const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const BLANK = new RegExp(`^[${SPACE}]+$`, "u");
const PATH = `[^${SPACE}<>"“”«»、。，！？；：「」『』（）]`;
// `(?=(x+))\\1` is x+ without going back, as the possessive x++ of the original.
const LINK = new RegExp(
  `(?:https?://|www\\.)${PATH}+` +
  `|(?<![a-z0-9.@_+\\-])(?:(?=(?<user>[a-z0-9._+\\-]+))\\k<user>@)?` +
  `(?:(?=(?<host>[a-z0-9\\-]+))\\k<host>\\.)+(?=(?<top>[a-z]{2,}))\\k<top>(?:[/?#]${PATH}*)?`,
  "giu",
);
const WIDE = ["。", "！", "？", "｡"];
const ENDS = [".", "!", "?", "…", "؟", "۔", "।", "॥", ...WIDE];
const CLOSING = "\"'”’»)]}）」』】*_";
const MOST_OF_CHARACTER = 4;

const encoder = new TextEncoder();
const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
const clusters = (text) => [...segmenter.segment(text)].map(({ segment }) => segment);
const isSpace = (text) => BLANK.test(text);
const isLower = (text) => text === text.toLowerCase() && text !== text.toUpperCase();

export const bytes = (text) => encoder.encode(text).length;

export function split(text, limit = 1000) {
  const parts = [];
  let rest = trimmed(atoms(text, limit));
  while (rest.length) {
    const end = cut(rest, limit);
    parts.push(trimmed(rest.slice(0, end)).join(""));
    rest = trimmed(rest.slice(end));
  }
  return parts;
}

// What may not be cut: links and what a reader sees as one character.
function atoms(text, limit) {
  const inside = new Set();
  for (const { index, 0: link } of text.matchAll(LINK)) for (let at = index + 1; at < index + link.length; at++) inside.add(at);
  const found = [];
  let atom = "", at = 0;
  for (const cluster of clusters(text)) {
    if (!inside.has(at)) { found.push(...within(atom, limit)); atom = ""; }
    atom += cluster;
    at += cluster.length;
  }
  return [...found, ...within(atom, limit)];
}

function within(atom, limit) {
  if (bytes(atom) <= limit) return atom ? [atom] : [];
  const smaller = clusters(atom);
  return (smaller.length > 1 ? smaller : [...atom]).flatMap((piece) => within(piece, Math.max(limit, MOST_OF_CHARACTER)));
}

function cut(found, limit) {
  const sizes = [];
  for (const atom of found.slice(0, limit + 1)) sizes.push((sizes.at(-1) ?? 0) + bytes(atom));
  if (sizes.at(-1) <= limit) return found.length;
  const fitting = sizes.flatMap((size, index) => (size <= limit ? [index + 1] : []));
  const full = fitting.filter((end) => sizes[end - 1] * 4 >= limit);
  let best = 0, rank = -1;
  for (const end of full.length ? full : fitting.slice(-1)) {
    const found_ = border(found, end);
    if (found_ >= rank) [best, rank] = [end, found_];
  }
  return best;
}

// From a place inside a word up to one between paragraphs.
function border(found, at) {
  const gap = gapAt(found, at);
  const lines = gap.join("").split("\n").length - 1;
  if (lines) return lines > 1 ? 4 : 3;
  if (endsSentence(found, at, gap.length)) return 2;
  return gap.length ? 1 : 0;
}

function gapAt(found, at) {
  if (isSpace(found[at - 1])) return [];
  let end = at;
  while (end < found.length && isSpace(found[end])) end += 1;
  return found.slice(at, end);
}

function endsSentence(found, at, gap) {
  let before = found.slice(Math.max(0, at - 4), at).join("");
  while (before && CLOSING.includes(before.at(-1))) before = before.slice(0, -1);
  const following = found[at + gap] ?? "";
  if (gap) return ENDS.some((end) => before.endsWith(end)) && !isLower(following);
  return WIDE.some((end) => before.endsWith(end)) && ![...ENDS, ...CLOSING].some((sign) => following.startsWith(sign));
}

function trimmed(found) {
  let start = 0, end = found.length;
  while (start < end && isSpace(found[start])) start += 1;
  while (start < end && isSpace(found[end - 1])) end -= 1;
  return found.slice(start, end);
}
