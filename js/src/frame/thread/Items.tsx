/** The items of the thread. */
import { useMemo } from "react";
import type { ChatState } from "../../protocol/state";
import { useChat } from "../context";
import { ItemView } from "./ItemView";
import { type PlacedItem, placeItems } from "./turns";
import type { ThreadScroll } from "./useThreadScroll";
import { WindowedItems } from "./WindowedItems";

const NO_DOMAINS: readonly string[] = [];

export function Items({ scroll }: { scroll: ThreadScroll }) {
  const items = useChat((state) => state.items);
  const streaming = useChat((state) => state.streaming);
  const responding = useChat((state) => state.response !== null);
  const retryable = useChat(canRetry);
  const imageDomains = useChat((state) => state.thread?.allowed_image_domains ?? NO_DOMAINS);
  const placed = useMemo(() => placeItems(items), [items]);
  const last = placed.at(-1)?.item;

  const show = ({ item, questionId, endsTurn }: PlacedItem) => (
    <ItemView
      item={item}
      streaming={streaming.includes(item.id)}
      imageDomains={imageDomains}
      last={item === last}
      // The newest answer gets its actions when it is complete.
      hasActions={endsTurn && !(responding && item === last)}
      retryAfter={retryable ? questionId : null}
    />
  );
  return (
    <WindowedItems placed={placed} scroll={scroll}>
      {show}
    </WindowedItems>
  );
}

function canRetry(state: ChatState): boolean {
  const open = state.thread?.status === undefined || state.thread.status.type === "active";
  return state.options.threadItemActions.retry && open;
}
