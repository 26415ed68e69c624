/** A message of the user while it is edited in its place. Escape gives it up, Enter sends it. */
import type { UserMessageContent } from "@openai/chatkit";
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import type { UserMessageItem } from "../../protocol/types.gen";
import { Button, t } from "../../widgets/kit";
import { editableText, editedContent } from "./editedContent";
import styles from "./MessageEditor.module.css";

export type MessageEditorProps = {
  item: UserMessageItem;
  /** Whether an answer is on its way, which is to be waited for or stopped. */
  busy: boolean;
  onCancel: () => void;
  onSend: (content: readonly UserMessageContent[]) => void;
};

export function MessageEditor({ item, busy, onCancel, onSend }: MessageEditorProps) {
  const before = editableText(item.content);
  const [text, setText] = useState(before);
  const box = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    box.current?.focus();
    box.current?.setSelectionRange(before.length, before.length);
  }, [before.length]);
  const files = item.attachments?.length ?? 0;
  const sendable = !busy && (text.trim() !== "" || files > 0);
  const send = () => sendable && onSend(editedContent(text.trim(), item.content));
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") onCancel();
    else if (event.key === "Enter" && !event.shiftKey) send();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={styles.editor}>
      <textarea
        ref={box}
        className={styles.text}
        aria-label={t("edit.label")}
        dir="auto"
        value={text}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={press}
      />
      <div className={styles.buttons}>
        <Button color="secondary" variant="ghost" size="sm" onClick={onCancel}>
          {t("history.cancel")}
        </Button>
        <Button color="primary" size="sm" disabled={!sendable} onClick={send}>
          {t("composer.send")}
        </Button>
      </div>
    </div>
  );
}
