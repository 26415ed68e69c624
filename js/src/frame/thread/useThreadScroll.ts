import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from "react";
import type { FrameCommand } from "../../element/bridge";
import { useChat, useSend } from "../context";
import { EndFollower } from "./EndFollower";

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

type FollowerRef = RefObject<EndFollower | null>;

/**
 * Keeps a reader who is at the end there while the thread grows, and anybody else where they are.
 *
 * The position is kept on the host, because the frame's document may be reloaded at any time.
 */
export function useThreadScroll(): ThreadScroll {
  const send = useSend();
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const follower: FollowerRef = useRef(null);
  const [atEnd, setAtEnd] = useState(true);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const here = new EndFollower(element, setAtEnd);
    follower.current = here;
    const report = reporter(send);
    const onScroll = () => {
      here.scrolled();
      report(here.following ? null : element.scrollTop);
    };
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => element.removeEventListener("scroll", onScroll);
  }, [send]);
  useStartPosition(follower);
  useGrowth(follower, scroller, content);
  useOwnMessages(follower);

  const scrollToEnd = useCallback(() => follower.current?.goToEnd(), []);
  return { scroller, content, atEnd, scrollToEnd };
}

/** Begins where the host remembers the reader to have been; threads opened later begin at the end. */
function useStartPosition(follower: FollowerRef): void {
  const threadId = useChat((state) => state.loading ?? state.thread?.id ?? null);
  const remembered = useRef(useChat((state) => state.scroll));
  useLayoutEffect(() => {
    const top = remembered.current;
    remembered.current = null;
    if (top === null) follower.current?.goToEnd();
    else follower.current?.goTo(top);
  }, [threadId, follower]);
}

/** Follows the end when the thread grows below, and holds the view when it grows above. */
function useGrowth(
  follower: FollowerRef,
  scroller: RefObject<HTMLDivElement | null>,
  content: RefObject<HTMLDivElement | null>,
): void {
  // A growing answer is only followed if the author wants it; everything else always is.
  const held = useChat((state) => state.response !== null && !state.options.thread.autoScroll);
  useLayoutEffect(() => {
    if (!scroller.current || !content.current) return;
    const observer = new ResizeObserver(() => follower.current?.resized(held));
    observer.observe(content.current);
    observer.observe(scroller.current);
    return () => observer.disconnect();
  }, [follower, scroller, content, held]);

  const oldest = useChat((state) => state.items[0]?.id);
  useLayoutEffect(() => follower.current?.grewAbove(), [oldest, follower]);
}

/** Brings a message that was just sent into view. */
function useOwnMessages(follower: FollowerRef): void {
  const unsent = useChat((state) => state.unsent);
  useLayoutEffect(() => {
    if (unsent !== null) follower.current?.goToEnd();
  }, [unsent, follower]);
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
