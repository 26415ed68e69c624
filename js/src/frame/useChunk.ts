import { useEffect, useState } from "react";
import { type Ask, useAsk } from "./context";

/** Fetches a part of the frame's program. */
export type Load<Module> = (ask: Ask) => Promise<Module>;

const here = new WeakMap<Load<object>, object>();

/**
 * A part of the frame's program, fetched when it is first wanted.
 *
 * @returns the part, null while it is not wanted and until it is here; whether it could not be had
 */
export function useChunk<Module extends object>(load: Load<Module>, wanted = true) {
  const ask = useAsk();
  const [part, setPart] = useState(() => (here.get(load) as Module | undefined) ?? null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (!wanted || part) return;
    let current = true;
    load(ask).then(
      (module) => {
        here.set(load, module);
        if (current) setPart(module);
      },
      () => current && setFailed(true),
    );
    return () => {
      current = false;
    };
  }, [ask, load, wanted, part]);
  return { part: wanted ? part : null, failed };
}
