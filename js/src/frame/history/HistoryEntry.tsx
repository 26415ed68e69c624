/** One conversation in the history: its title, and what can be done with it. */
import { Check, Pencil, Trash } from "@openai/apps-sdk-ui/components/Icon";
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { t } from "../../i18n";
import { IconButton } from "../common/IconButton";
import { dayLabel } from "./dayLabel";
import styles from "./History.module.css";

/** What the history shows of a thread. */
export type ThreadSummary = {
  id: string;
  title?: string | null;
  /** ISO 8601. */
  created_at: string;
};

type HistoryEntryProps = {
  thread: ThreadSummary;
  current: boolean;
  onOpen: (threadId: string) => void;
  /** Absent where threads may not be renamed. */
  onRename?: (threadId: string, title: string) => void;
  /** Absent where threads may not be deleted. */
  onDelete?: (thread: ThreadSummary) => void;
};

export function HistoryEntry({ thread, current, onOpen, onRename, onDelete }: HistoryEntryProps) {
  const [renaming, setRenaming] = useState(false);
  const title = thread.title || t("chat.untitled");

  if (renaming) {
    const rename = (next: string) => {
      setRenaming(false);
      if (next && next !== title) onRename?.(thread.id, next);
    };
    return (
      <li className={styles.entry} data-current={current ? "" : undefined}>
        <RenameForm title={title} onDone={rename} />
      </li>
    );
  }
  return (
    <li className={styles.entry} data-current={current ? "" : undefined}>
      <button
        type="button"
        className={styles.open}
        aria-current={current ? "true" : undefined}
        onClick={() => onOpen(thread.id)}
      >
        {title}
      </button>
      <time className={styles.day} dateTime={thread.created_at}>
        {dayLabel(thread.created_at)}
      </time>
      <span className={styles.actions}>
        {onRename && (
          <IconButton label={t("history.rename")} size="sm" onClick={() => setRenaming(true)}>
            <Pencil />
          </IconButton>
        )}
        {onDelete && (
          <IconButton label={t("history.delete")} size="sm" onClick={() => onDelete(thread)}>
            <Trash />
          </IconButton>
        )}
      </span>
    </li>
  );
}

type RenameFormProps = {
  title: string;
  /** Called with the new title, or with the old one when the user gives up. */
  onDone: (title: string) => void;
};

function RenameForm({ title, onDone }: RenameFormProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.select(), []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    onDone(input.current?.value.trim() ?? title);
  };
  // Escape must not reach the dialog, which it would close.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    onDone(title);
  };
  return (
    <form className={styles.rename} onSubmit={submit}>
      <input
        ref={input}
        className={styles.input}
        defaultValue={title}
        maxLength={200}
        aria-label={t("history.renameLabel", { title })}
        onKeyDown={onKeyDown}
      />
      <IconButton type="submit" label={t("history.save")} size="sm">
        <Check />
      </IconButton>
    </form>
  );
}
