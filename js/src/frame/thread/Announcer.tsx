/** Tells a screen reader what the assistant says: by the sentence, or when it pauses. */
import { useEffect, useRef, useState } from "react";
import type { ChatState } from "../../protocol/state";
import { useChat } from "../context";
import { copyTextOf } from "../items/ItemBody";
import { SentenceReader } from "./sentences";

// A silence this long, in ms, ends what can be read out even in the middle of a sentence.
const PAUSE = 1500;

export function Announcer() {
  const id = useChat((state) => spokenItem(state)?.id ?? null);
  const text = useChat((state) => spokenText(state));
  const done = useChat((state) => id !== null && !state.streaming.includes(id));
  const said = useAnnouncement(id, text, done);
  return (
    <div className="sr-only" aria-live="polite" aria-atomic="true">
      {said}
    </div>
  );
}

function useAnnouncement(id: string | null, text: string, done: boolean): string {
  const reader = useRef<{ id: string | null; sentences: SentenceReader } | null>(null);
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (reader.current?.id !== id) {
      const first = reader.current === null;
      reader.current = { id, sentences: new SentenceReader() };
      // What was there before the chat was opened is read by browsing, not announced.
      if (first && done) reader.current.sentences.rest(text);
    }
    const { sentences } = reader.current;
    const say = (piece: string) => piece && setSaid(piece);
    say(done ? sentences.rest(text) : sentences.next(text));
    if (done) return;
    const timer = setTimeout(() => say(sentences.rest(text)), PAUSE);
    return () => clearTimeout(timer);
  }, [id, text, done]);
  return said;
}

/** The newest message of the assistant, if nothing was said after it. */
function spokenItem({ items }: ChatState) {
  const item = items.findLast(({ type }) => type !== "end_of_turn");
  return item?.type === "assistant_message" ? item : undefined;
}

function spokenText(state: ChatState): string {
  const item = spokenItem(state);
  return item ? plain(copyTextOf(item) ?? "") : "";
}

// Signs of Markdown are noise when they are read out.
function plain(text: string): string {
  return text.replace(/[*_`#|>]/g, "");
}
