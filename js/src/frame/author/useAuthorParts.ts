import { useEffect, useState } from "react";
import { type AuthorModule, loadAuthor } from "../chunks";
import { useAsk } from "../context";

let loaded: AuthorModule | null = null;

/** The parts for authors, fetched when one is first wanted; null until then. */
export function useAuthorParts(wanted: boolean): AuthorModule | null {
  const ask = useAsk();
  const [module, setModule] = useState(loaded);
  useEffect(() => {
    if (!wanted || module) return;
    let current = true;
    loadAuthor(ask).then(
      (parts) => {
        loaded = parts;
        if (current) setModule(parts);
      },
      () => undefined, // The chat goes on without.
    );
    return () => {
      current = false;
    };
  }, [ask, wanted, module]);
  return wanted ? module : null;
}
