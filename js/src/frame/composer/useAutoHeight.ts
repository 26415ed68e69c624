import { type RefObject, useLayoutEffect } from "react";

/** Makes a text box as tall as its text; its style sheet sets the limits. */
export function useAutoHeight(box: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight}px`;
  }, [box, text]);
}
