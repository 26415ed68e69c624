import { type RefObject, useLayoutEffect, useRef } from "react";

// Newer browsers do it themselves, without laying out the page for each key.
const NATIVE = globalThis.CSS?.supports?.("field-sizing", "content") ?? false;

/** Makes a text box as tall as its text, at any width; its style sheet sets the limits. */
export function useAutoHeight(box: RefObject<HTMLTextAreaElement | null>, text: string): void {
  // The width it was fitted at: none while the frame is hidden, where text has no height either.
  const fitted = useRef(0);
  const fit = () => {
    const element = box.current;
    if (!element || NATIVE) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight}px`;
    fitted.current = element.clientWidth;
  };
  useLayoutEffect(fit, [box, text]);
  useLayoutEffect(() => {
    const { current } = box;
    if (!current || NATIVE) return;
    const observer = new ResizeObserver(() => {
      if (current.clientWidth !== fitted.current) requestAnimationFrame(fit);
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, [box]);
}
