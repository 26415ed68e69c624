import { type RefCallback, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { FrameCommand } from "../../element/bridge";
import type { ScrollPlace } from "../../protocol/state";
import { useChat, useReadChat, useSend } from "../context";
import { inSpareTime } from "../spareTime";
import { ScrollKeeper } from "./ScrollKeeper";

// The host is told the position at most this often, in ms.
const REPORT_MS = 150;

/** The thread's scroll position. */
export type ThreadScroll = {
  keeper: ScrollKeeper;
  /** To be the `ref` of all that can change its size: the scroller, rows, what stands around them. */
  watch: RefCallback<HTMLElement>;
  onScroll: () => void;
  atEnd: boolean;
  scrollToEnd: () => void;
};

/**
 * Keeps a reader who is at the end there while the thread grows, and anybody else where they are;
 * reads the items before those that are there when the reader comes near.
 *
 * The position is kept on the host, because the frame's document may be reloaded at any time.
 */
export function useThreadScroll(): ThreadScroll {
  const send = useSend();
  const onNearTop = useOlderItems();
  const [atEnd, setAtEnd] = useState(true);
  const [keeper] = useState(() => {
    const onPlace = reporter(send);
    const more = () => kept.more();
    const onMore = () => inSpareTime(more);
    const kept: ScrollKeeper = new ScrollKeeper({
      onNearEnd: setAtEnd,
      onPlace,
      onNearTop,
      onMore,
    });
    return kept;
  });
  const watch = useSizes(keeper);
  useStart(keeper);
  // A growing answer is only followed if the author wants it; everything else always is.
  keeper.held = useChat((state) => state.response !== null && !state.options.thread.autoScroll);
  useOwnMessages(keeper);
  // Before the browser paints, so that what comes into view is there.
  const onScroll = useCallback(() => flushSync(() => keeper.scrolled()), [keeper]);
  const scrollToEnd = useCallback(() => keeper.goToEnd(), [keeper]);
  return { keeper, watch, onScroll, atEnd, scrollToEnd };
}

/** Asks for the items before the first, once for each page; after a failure only the reader does. */
function useOlderItems(): () => void {
  const send = useSend();
  const readChat = useReadChat();
  const asked = useRef<string | null>(null);
  return useCallback(() => {
    const { next, loading, error } = readChat().older;
    if (next === null || loading || error !== null || next === asked.current) return;
    asked.current = next;
    send({ type: "loadOlder" });
  }, [send, readChat]);
}

function useSizes(keeper: ScrollKeeper): RefCallback<HTMLElement> {
  const [observer] = useState(() => new ResizeObserver(() => keeper.resized()));
  useEffect(() => () => observer.disconnect(), [observer]);
  return useCallback(
    (element: HTMLElement | null) => {
      if (element === null) return;
      observer.observe(element);
      return () => observer.unobserve(element);
    },
    [observer],
  );
}

/** Begins where the host remembers the reader to have been; threads opened later begin at the end. */
function useStart(keeper: ScrollKeeper): void {
  const threadId = useChat((state) => state.loading ?? state.thread?.id ?? null);
  const remembered = useRef(useChat((state) => state.scroll));
  const begun = useRef<string | null>(null);
  // While rendering, because the rows that are shown first depend on it.
  if (begun.current !== threadId) {
    begun.current = threadId;
    keeper.begin(remembered.current);
    remembered.current = null;
  }
}

/** Brings a message that was just sent into view. */
function useOwnMessages(keeper: ScrollKeeper): void {
  const unsent = useChat((state) => state.unsent);
  useLayoutEffect(() => {
    if (unsent !== null) keeper.goToEnd();
  }, [unsent, keeper]);
}

function reporter(send: (command: FrameCommand) => void): (place: ScrollPlace | null) => void {
  let latest: ScrollPlace | null = null;
  let waiting = false;
  return (place) => {
    latest = place;
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      send({ type: "setScroll", place: latest });
    }, REPORT_MS);
  };
}
