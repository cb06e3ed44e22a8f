// When ReactPy's client draws: once a frame, however many updates came, and half of the time at most, so that whoever
// types while very much happens waits for nothing. A page that nobody sees has no frames, and is kept current all the same.

const UNSEEN_MS = 50;
let draw = null;
let restsUntil = 0;

globalThis.reactpyDraws = (next) => {
  const isAwaited = draw !== null;
  draw = next;
  if (!isAwaited) setTimeout(frame, Math.max(0, restsUntil - performance.now()));
};

function frame() {
  requestAnimationFrame(now);
  setTimeout(now, UNSEEN_MS);
}

function now() {
  if (draw === null) return;
  const begun = performance.now(), drawn = draw;
  draw = null; // before: what fails in one drawing must not keep the next from being asked for
  drawn();
  setTimeout(() => { restsUntil = 2 * performance.now() - begun; });
}
