/** The items of a thread, in rows; of a long thread only those near the view are on the page. */
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useReducer, useRef } from "react";
import { useChat } from "../context";
import styles from "./ItemView.module.css";
import type { PlacedItem } from "./turns";
import type { ThreadScroll } from "./useThreadScroll";

type WindowedItemsProps = {
  placed: readonly PlacedItem[];
  scroll: ThreadScroll;
  children: (placed: PlacedItem) => ReactNode;
};

export function WindowedItems({ placed, scroll, children }: WindowedItemsProps) {
  const list = useRef<HTMLDivElement>(null);
  const { keeper, watch } = scroll;
  const keys = useMemo(() => placed.map(({ item }) => item.id), [placed]);
  const complete = useChat((state) => state.older.next === null);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const view = keeper.view(keys, complete);
  useLayoutEffect(() => {
    if (list.current) keeper.shown(list.current, view, redraw);
  });
  useEffect(() => () => keeper.gone(), [keeper]);
  return (
    <div ref={list}>
      {placed.slice(view.first, view.last + 1).map((here) => (
        <div key={here.item.id} ref={watch} className={styles.row}>
          {children(here)}
        </div>
      ))}
    </div>
  );
}
