import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from "react";
import type { FrameCommand } from "../../element/bridge";
import { useChat, useSend } from "../context";

// Within this distance of the end, in px, the reader counts as being at the end.
const NEAR_END = 48;
// The host is told the position at most this often, in ms.
const REPORT_MS = 150;

/** The thread's scroll position. */
export type ThreadScroll = {
  /** The element that scrolls. */
  scroller: RefObject<HTMLDivElement | null>;
  /** Its one child, which grows. */
  content: RefObject<HTMLDivElement | null>;
  atEnd: boolean;
  scrollToEnd: () => void;
};

/**
 * Keeps a reader who is at the end there while the thread grows, and anybody else where they are.
 *
 * The position is kept on the host, because the frame's document may be reloaded at any time.
 */
export function useThreadScroll(): ThreadScroll {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  // A growing answer is only followed if the author wants it; everything else always is.
  const held = useChat((state) => state.response !== null && !state.options.thread.autoScroll);
  const following = useRef(true);
  const fromEnd = useRef(0);

  const measure = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    fromEnd.current = element.scrollHeight - element.scrollTop;
    following.current = fromEnd.current - element.clientHeight <= NEAR_END;
    setAtEnd(following.current);
  }, []);
  const scrollToEnd = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    element.scrollTop = element.scrollHeight;
    measure();
  }, [measure]);

  useStartPosition(scroller, measure, scrollToEnd);
  useOlderItems(scroller, following, fromEnd);
  useOwnMessages(scrollToEnd);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || !content.current) return;
    const observer = new ResizeObserver(() => {
      if (following.current && !held) scrollToEnd();
      else measure();
    });
    observer.observe(content.current);
    observer.observe(element);
    return () => observer.disconnect();
  }, [held, measure, scrollToEnd]);
  useReports(scroller, following, measure);

  return { scroller, content, atEnd, scrollToEnd };
}

/** Begins where the host remembers the reader to have been; threads opened later begin at the end. */
function useStartPosition(
  scroller: RefObject<HTMLDivElement | null>,
  measure: () => void,
  scrollToEnd: () => void,
): void {
  const threadId = useChat((state) => state.loading ?? state.thread?.id ?? null);
  const remembered = useRef(useChat((state) => state.scroll));
  useLayoutEffect(() => {
    const top = remembered.current;
    remembered.current = null;
    if (top === null || !scroller.current) return scrollToEnd();
    scroller.current.scrollTop = top;
    measure();
  }, [threadId, scroller, measure, scrollToEnd]);
}

/** Holds what is in view where it is when earlier items come in above it. */
function useOlderItems(
  scroller: RefObject<HTMLDivElement | null>,
  following: RefObject<boolean>,
  fromEnd: RefObject<number>,
): void {
  const oldest = useChat((state) => state.items[0]?.id);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && !following.current) element.scrollTop = element.scrollHeight - fromEnd.current;
  }, [oldest, scroller, following, fromEnd]);
}

/** Brings a message that was just sent into view. */
function useOwnMessages(scrollToEnd: () => void): void {
  const unsent = useChat((state) => state.unsent);
  useLayoutEffect(() => {
    if (unsent !== null) scrollToEnd();
  }, [unsent, scrollToEnd]);
}

/** Takes in where the reader scrolls to, and tells the host. */
function useReports(
  scroller: RefObject<HTMLDivElement | null>,
  following: RefObject<boolean>,
  measure: () => void,
): void {
  const send = useSend();
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const report = reporter(send);
    const onScroll = () => {
      measure();
      report(following.current ? null : element.scrollTop);
    };
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => element.removeEventListener("scroll", onScroll);
  }, [scroller, following, measure, send]);
}

function reporter(send: (command: FrameCommand) => void): (top: number | null) => void {
  let latest: number | null = null;
  let waiting = false;
  return (top) => {
    latest = top;
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      send({ type: "setScroll", top: latest });
    }, REPORT_MS);
  };
}
