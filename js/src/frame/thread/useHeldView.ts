import type { Virtualizer } from "@tanstack/react-virtual";
import { type RefObject, useLayoutEffect, useRef } from "react";
import type { PlacedItem } from "./turns";

/** The topmost item that is seen, and where its upper edge is, in px below that of the view. */
type Held = { id: string; top: number };

// How many animation frames new rows take to be measured and placed.
const SETTLED = 2;

/**
 * Keeps what is seen where it is while items come in above it.
 *
 * Their heights are not known before they are on the page, so the row that was seen is held by where
 * it really is, before and after.
 *
 * @param virtualizer what chooses the rows; null while all are on the page, and hold by themselves.
 * @param root the element around the rows.
 */
export function useHeldView(
  placed: readonly PlacedItem[],
  virtualizer: Virtualizer<Element, Element> | null,
  root: RefObject<HTMLElement | null>,
): void {
  const first = placed[0]?.item.id;
  const known = useRef(first);
  const held = useRef<Held | null>(null);
  if (first !== known.current) {
    known.current = first;
    held.current = virtualizer && root.current && topmost(root.current, virtualizer);
    if (held.current && virtualizer) aim(virtualizer, placed, held.current);
  }
  useLayoutEffect(() => {
    const holding = held.current;
    if (!holding) return;
    // By then the new rows have been measured, and have got their room.
    const frame = afterFrames(SETTLED, () => {
      if (held.current === holding) held.current = null;
    });
    return () => cancelAnimationFrame(frame.current);
  }, [first]);
  useLayoutEffect(() => {
    if (!held.current || !virtualizer?.scrollElement || !root.current) return;
    const row = rowOf(root.current, held.current.id);
    if (row) {
      virtualizer.scrollElement.scrollTop += topIn(virtualizer, row) - held.current.top;
    }
  });
}

/** Runs something so many animation frames later. */
function afterFrames(count: number, run: () => void): { current: number } {
  const frame = { current: 0 };
  const wait = (left: number) => {
    frame.current = requestAnimationFrame(() => (left > 1 ? wait(left - 1) : run()));
  };
  wait(count);
  return frame;
}

function topmost(root: HTMLElement, virtualizer: Virtualizer<Element, Element>): Held | null {
  for (const article of root.querySelectorAll<HTMLElement>("[data-item-id]")) {
    const top = topIn(virtualizer, article);
    if (top + article.offsetHeight > 0) return { id: article.dataset.itemId ?? "", top };
  }
  return null;
}

/** Has the virtualizer choose the rows around the one that is held. */
function aim(
  virtualizer: Virtualizer<Element, Element>,
  placed: readonly PlacedItem[],
  { id, top }: Held,
): void {
  virtualizer.getTotalSize(); // Reckons the places of the rows anew.
  const index = placed.findIndex(({ item }) => item.id === id);
  const start = virtualizer.measurementsCache[index]?.start;
  if (start !== undefined) virtualizer.scrollOffset = start - top;
}

function rowOf(root: HTMLElement, id: string): HTMLElement | null {
  return root.querySelector(`[data-item-id="${CSS.escape(id)}"]`);
}

function topIn({ scrollElement }: Virtualizer<Element, Element>, row: HTMLElement): number {
  return row.getBoundingClientRect().top - (scrollElement?.getBoundingClientRect().top ?? 0);
}
