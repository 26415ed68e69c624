/** The items of a thread, in rows; of a long thread only those near the view are on the page. */
import { useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useRef } from "react";
import styles from "./ItemView.module.css";
import type { PlacedItem } from "./turns";

// Up to this many items all are on the page, where the browser's own search finds them.
const WHOLE = 150;
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
  // A reference from further up would not be set yet when this is first asked.
  const scroller = () => root.current?.closest(`[${SCROLLER}]`) ?? null;
  const virtualizer = useVirtualizer({
    count: placed.length,
    getScrollElement: scroller,
    initialOffset: () => scroller()?.scrollTop ?? 0,
    estimateSize: () => ESTIMATE,
    getItemKey: (index) => placed[index]?.item.id ?? index,
    overscan: OVERSCAN,
  });
  const whole = placed.length <= WHOLE;
  // While all is on the page nothing is estimated, so nothing has to be put right either; the
  // heights are kept for the time when the thread is long.
  virtualizer.shouldAdjustScrollPositionOnItemSizeChange = whole ? () => false : undefined;
  const { indexes, before, after } = whole ? all(placed) : near(virtualizer);
  return (
    <div ref={root} style={{ paddingBlock: `${before}px ${after}px` }}>
      {indexes.map((index) => {
        const here = placed[index];
        return (
          here && (
            <div
              key={here.item.id}
              ref={virtualizer.measureElement}
              data-index={index}
              className={styles.row}
            >
              {children(here)}
            </div>
          )
        );
      })}
    </div>
  );
}

/** The rows that are on the page, and the room that the others take, in px. */
type Rows = { indexes: number[]; before: number; after: number };

function all(placed: readonly PlacedItem[]): Rows {
  return { indexes: [...placed.keys()], before: 0, after: 0 };
}

function near(virtualizer: Virtualizer<Element, Element>): Rows {
  const rows = virtualizer.getVirtualItems();
  return {
    indexes: rows.map(({ index }) => index),
    before: rows[0]?.start ?? 0,
    after: virtualizer.getTotalSize() - (rows.at(-1)?.end ?? 0),
  };
}
