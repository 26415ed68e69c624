import { useEffect, useState } from "react";
import { loadMath, type MathPlugins } from "../chunks";
import { useAsk } from "../context";

let loaded: MathPlugins | null = null;

/** What shows formulas; null while it is not needed, and until it is there. */
export function useMath(needed: boolean): MathPlugins | null {
  const ask = useAsk();
  const [plugins, setPlugins] = useState(loaded);
  useEffect(() => {
    if (!needed || plugins) return;
    let current = true;
    loadMath(ask)
      .then((math) => {
        loaded = math;
        if (current) setPlugins(math);
      })
      // The formula stays as it was written.
      .catch(() => undefined);
    return () => {
      current = false;
    };
  }, [ask, needed, plugins]);
  return needed ? plugins : null;
}
