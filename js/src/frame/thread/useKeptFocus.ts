import { type RefObject, useEffect, useRef } from "react";

/**
 * Keeps the keyboard focus in the thread when what has it is taken off the page or hidden, so that
 * keys go on scrolling.
 *
 * @returns what gets the focus then.
 */
export function useKeptFocus(): RefObject<HTMLDivElement | null> {
  const log = useRef<HTMLDivElement>(null);
  const focused = useRef<EventTarget | null>(null);
  useEffect(() => {
    const ending = new AbortController();
    const remember = ({ target }: FocusEvent) => {
      focused.current = target;
    };
    document.addEventListener("focusin", remember, { signal: ending.signal });
    return () => ending.abort();
  }, []);
  useEffect(() => {
    const element = log.current;
    if (!element) return;
    const observer = new MutationObserver(() => {
      const lost = focused.current instanceof Element && !isSeen(focused.current);
      if (!lost || document.activeElement !== document.body || !document.hasFocus()) return;
      element.focus({ preventScroll: true });
    });
    observer.observe(element, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, []);
  return log;
}

function isSeen(element: Element): boolean {
  return element.isConnected && element.checkVisibility();
}
