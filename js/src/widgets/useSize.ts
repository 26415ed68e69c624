import { type RefObject, useLayoutEffect, useState } from "react";

const UNKNOWN = { width: 480, height: 220 };

/** The size of an element in px, as it changes. */
export function useSize(element: RefObject<HTMLElement | null>) {
  const [size, setSize] = useState(UNKNOWN);
  useLayoutEffect(() => {
    const { current } = element;
    if (!current) return;
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = current;
      if (width > 0 && height > 0) setSize({ width, height });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
