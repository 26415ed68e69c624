/** What is drawn only when the browser has nothing else to do. */
import { useEffect, useState } from "react";

// So much is done in a go, so that a key or a frame does not wait for long.
const IN_A_GO = 4;
// After this time there is taken to be nothing to do, where that can not be known, in ms.
const IDLE_MS = 50;
// A frame out of sight is never told that there is time, so it does not wait for ever, in ms.
const PATIENCE_MS = 500;

const CAN_TELL = "requestIdleCallback" in globalThis;

const waiting = new Set<() => void>();
let asked = false;

/** Runs when the browser has nothing to do, once however often it is asked for until then. */
export function inSpareTime(run: () => void): void {
  waiting.add(run);
  if (asked) return;
  asked = true;
  if (CAN_TELL) requestIdleCallback(runSome, { timeout: PATIENCE_MS });
  else setTimeout(runSome, IDLE_MS);
}

function runSome(): void {
  asked = false;
  const some = [...waiting].slice(0, IN_A_GO);
  for (const run of some) waiting.delete(run);
  const [first] = waiting;
  if (first) inSpareTime(first);
  for (const run of some) run();
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
