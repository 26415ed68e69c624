/** One conversation in the history: its title, and what can be done with it. */
import { Check, Pencil, Trash } from "@openai/apps-sdk-ui/components/Icon";
import {
  type FormEvent,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from "react";
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

export function HistoryEntry(props: HistoryEntryProps) {
  const { thread, current } = props;
  const [renaming, setRenaming] = useState(false);
  const asker = useFocusAfter(renaming);
  const title = thread.title || t("chat.untitled");

  const rename = (next: string) => {
    setRenaming(false);
    if (next && next !== title) props.onRename?.(thread.id, next);
  };
  return (
    <li className={styles.entry} data-current={current ? "" : undefined}>
      {renaming ? (
        <RenameForm title={title} onDone={rename} />
      ) : (
        <EntryLine {...props} title={title} onAskRename={() => setRenaming(true)} asker={asker} />
      )}
    </li>
  );
}

/** Gives the focus to an element when something that took it is over. */
function useFocusAfter(busy: boolean): RefObject<HTMLButtonElement | null> {
  const element = useRef<HTMLButtonElement>(null);
  const was = useRef(busy);
  useEffect(() => {
    if (was.current && !busy) element.current?.focus();
    was.current = busy;
  }, [busy]);
  return element;
}

type EntryLineProps = HistoryEntryProps & {
  title: string;
  onAskRename: () => void;
  asker: RefObject<HTMLButtonElement | null>;
};

function EntryLine({ thread, title, current, asker, ...actions }: EntryLineProps) {
  return (
    <>
      <button
        type="button"
        className={styles.open}
        aria-current={current ? "true" : undefined}
        onClick={() => actions.onOpen(thread.id)}
      >
        <span className={`${styles.name} own-direction`}>{title}</span>
      </button>
      <time className={styles.day} dateTime={thread.created_at}>
        {dayLabel(thread.created_at)}
      </time>
      <span className={styles.actions}>
        {actions.onRename && (
          <IconButton
            ref={asker}
            label={t("history.rename")}
            size="sm"
            onClick={actions.onAskRename}
          >
            <Pencil />
          </IconButton>
        )}
        {actions.onDelete && (
          <IconButton
            label={t("history.delete")}
            size="sm"
            onClick={() => actions.onDelete?.(thread)}
          >
            <Trash />
          </IconButton>
        )}
      </span>
    </>
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
