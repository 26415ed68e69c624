import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from "react";
import type { FrameCommand } from "../../element/bridge";
import { useChat, useSend } from "../context";

// Within this distance of the end, in px, the reader counts as being at the end.
const NEAR_END = 48;
// The host is told the position at most this often, in ms.
const REPORT_MS = 150;

/** The thread's scroll position. */
export type ThreadScroll = {
  scroller: RefObject<HTMLDivElement | null>;
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
  const send = useSend();
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const [atEnd, setAtEnd] = useState(true);

  const scrollToEnd = useCallback(() => {
    following.current = true;
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, []);

  useStartPosition(scroller, following, scrollToEnd);
  useGrowth(scroller, content, following, scrollToEnd);
  useOwnMessages(scrollToEnd);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const report = reporter(send);
    const onScroll = () => {
      const near = distanceToEnd(element) <= NEAR_END;
      following.current = near;
      setAtEnd(near);
      report(near ? null : element.scrollTop);
    };
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => element.removeEventListener("scroll", onScroll);
  }, [send]);

  return { scroller, content, atEnd, scrollToEnd };
}

function distanceToEnd(element: HTMLElement): number {
  return element.scrollHeight - element.clientHeight - element.scrollTop;
}

/** Where the host remembers the reader to have been, and the end of every thread opened later. */
function useStartPosition(
  scroller: RefObject<HTMLDivElement | null>,
  following: RefObject<boolean>,
  scrollToEnd: () => void,
): void {
  const threadId = useChat((state) => state.loading ?? state.thread?.id ?? null);
  const remembered = useRef(useChat((state) => state.scroll));
  useLayoutEffect(() => {
    const top = remembered.current;
    remembered.current = null;
    if (top === null) return scrollToEnd();
    following.current = false;
    if (scroller.current) scroller.current.scrollTop = top;
  }, [threadId, scroller, following, scrollToEnd]);
}

/** Follows the end when the thread grows below, and holds the view when it grows above. */
function useGrowth(
  scroller: RefObject<HTMLDivElement | null>,
  content: RefObject<HTMLDivElement | null>,
  following: RefObject<boolean>,
  scrollToEnd: () => void,
): void {
  const oldest = useChat((state) => state.items[0]?.id);
  const fromEnd = useRef(0);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && !following.current) element.scrollTop = element.scrollHeight - fromEnd.current;
  }, [oldest]);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || !content.current) return;
    const remember = () => {
      fromEnd.current = element.scrollHeight - element.scrollTop;
    };
    const observer = new ResizeObserver(() => {
      if (following.current) scrollToEnd();
      remember();
    });
    observer.observe(content.current);
    observer.observe(element);
    element.addEventListener("scroll", remember, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", remember);
    };
  }, [scroller, content, following, scrollToEnd]);
}

/** A message just sent is always brought into view. */
function useOwnMessages(scrollToEnd: () => void): void {
  const unsent = useChat((state) => state.unsent);
  useLayoutEffect(() => {
    if (unsent !== null) scrollToEnd();
  }, [unsent, scrollToEnd]);
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
