/** What is drawn only when the browser has nothing else to do. */
import { useEffect, useState } from "react";

// While the reader scrolls, each frame is short of time; after so long, in ms, they are taken to rest.
const REST_MS = 100;
// After this time there is taken to be nothing to do, where that can not be known, in ms.
const IDLE_MS = 50;
// A frame out of sight is never told that there is time, so it does not wait for ever, in ms.
const PATIENCE_MS = 500;

const CAN_TELL = "requestIdleCallback" in globalThis;

const waiting = new Set<() => void>();
let asked = false;
let scrolled = -REST_MS;

document.addEventListener(
  "scroll",
  () => {
    scrolled = performance.now();
  },
  { capture: true, passive: true },
);

/** Runs when the browser has nothing to do, once however often it is asked for until then. */
export function inSpareTime(run: () => void): void {
  waiting.add(run);
  if (asked) return;
  asked = true;
  ask();
}

function ask(): void {
  if (CAN_TELL) requestIdleCallback(runOne, { timeout: PATIENCE_MS });
  else setTimeout(runOne, IDLE_MS);
}

// One in a go, so that a key or a frame does not wait for long.
function runOne(): void {
  const rest = scrolled + REST_MS - performance.now();
  if (rest > 0) {
    setTimeout(ask, rest);
    return;
  }
  const [run] = waiting;
  asked = false;
  if (run === undefined) return;
  waiting.delete(run);
  const [next] = waiting;
  if (next) inSpareTime(next);
  run();
}

/** False while a component is new, true when there was time for more; Safari can not tell, and has it. */
export function useSpareTime(): boolean {
  const [had, setHad] = useState(!CAN_TELL);
  useEffect(() => {
    if (had) return;
    const run = () => setHad(true);
    inSpareTime(run);
    return () => void waiting.delete(run);
  }, [had]);
  return had;
}
