/** A button beside text that the user has marked in the thread: replies to it. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { Reply } from "@openai/apps-sdk-ui/components/Icon";
import { type RefObject, useEffect, useState } from "react";
import { t } from "../../i18n";
import { COMPOSER_ID } from "../composer/TextBox";
import { useSend } from "../context";
import styles from "./Thread.module.css";

/** What is marked, and where the button stands, in px. */
type Marked = { text: string; left: number; top: number };

// The button's own size with the room around it, in px.
const WIDTH = 96;
const HEIGHT = 44;

export function SelectionReply({ within }: { within: RefObject<HTMLElement | null> }) {
  const send = useSend();
  const marked = useMarked(within);
  if (!marked) return null;
  const reply = () => {
    send({ type: "setQuote", text: marked.text });
    document.getSelection()?.removeAllRanges();
    document.getElementById(COMPOSER_ID)?.focus();
  };
  return (
    <Button
      className={styles.reply}
      style={{ left: marked.left, top: marked.top }}
      color="secondary"
      variant="outline"
      size="md"
      // Otherwise the press would take the marking away.
      onPointerDown={(event) => event.preventDefault()}
      onClick={reply}
    >
      <Reply />
      {t("item.reply")}
    </Button>
  );
}

function useMarked(within: RefObject<HTMLElement | null>): Marked | null {
  const [marked, setMarked] = useState<Marked | null>(null);
  useEffect(() => {
    const ending = new AbortController();
    const { signal } = ending;
    const look = () => setMarked(markedIn(within.current));
    document.addEventListener("selectionchange", look, { signal });
    window.addEventListener("scroll", look, { signal, capture: true });
    return () => ending.abort();
  }, [within]);
  return marked;
}

function markedIn(root: HTMLElement | null): Marked | null {
  const selection = document.getSelection();
  const text = selection?.toString().trim();
  if (!root || !selection || !text || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!root.contains(range.commonAncestorContainer)) return null;
  const { left, top, bottom } = range.getBoundingClientRect();
  return {
    text,
    left: Math.max(8, Math.min(left, document.documentElement.clientWidth - WIDTH)),
    top: top > HEIGHT ? top - HEIGHT : bottom + 8,
  };
}
