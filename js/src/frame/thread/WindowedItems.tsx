/** The items of a long thread: only those near the view are on the page. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useRef } from "react";
import styles from "./ItemView.module.css";
import type { PlacedItem } from "./turns";

// The height of an item that was not seen yet, in px, and how many are kept beyond the view.
const ESTIMATE = 140;
const OVERSCAN = 12;

/** Marks the element that scrolls the items. */
export const SCROLLER = "data-scroller";

type WindowedItemsProps = {
  placed: readonly PlacedItem[];
  children: (placed: PlacedItem) => ReactNode;
};

export function WindowedItems({ placed, children }: WindowedItemsProps) {
  const root = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: placed.length,
    // A reference from further up would not be set yet when this is first asked.
    getScrollElement: () => root.current?.closest(`[${SCROLLER}]`) ?? null,
    initialOffset: () => root.current?.closest(`[${SCROLLER}]`)?.scrollTop ?? 0,
    estimateSize: () => ESTIMATE,
    getItemKey: (index) => placed[index]?.item.id ?? index,
    overscan: OVERSCAN,
  });
  const rows = virtualizer.getVirtualItems();
  const before = rows[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (rows.at(-1)?.end ?? 0);
  return (
    <div ref={root} style={{ paddingBlock: `${before}px ${after}px` }}>
      {rows.map(({ key, index }) => {
        const here = placed[index];
        return (
          <div key={key} ref={virtualizer.measureElement} data-index={index} className={styles.row}>
            {here && children(here)}
          </div>
        );
      })}
    </div>
  );
}
