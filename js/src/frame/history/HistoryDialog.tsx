/** The list of conversations: open, rename, delete. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { LoadingIndicator } from "@openai/apps-sdk-ui/components/Indicator";
import { useEffect, useRef, useState } from "react";
import { t } from "../../i18n";
import { SideDialog, SideDialogHeader } from "../common/SideDialog";
import { DeleteConfirmation } from "./DeleteConfirmation";
import styles from "./History.module.css";
import { HistoryEntry, type ThreadSummary } from "./HistoryEntry";

type HistoryDialogProps = {
  threads: readonly ThreadSummary[];
  /** The thread that is shown behind the dialog. */
  currentId: string | null;
  loading: boolean;
  hasMore: boolean;
  /** Why the list could not be loaded, or null. */
  error: string | null;
  canRename: boolean;
  canDelete: boolean;
  onClose: () => void;
  onOpen: (threadId: string) => void;
  onRename: (threadId: string, title: string) => void;
  onDelete: (threadId: string) => void;
  onMore: () => void;
};

export function HistoryDialog(props: HistoryDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [doomed, setDoomed] = useState<ThreadSummary | null>(null);
  // With an entry goes the focus that was in it.
  useEffect(() => {
    if (props.threads && document.activeElement === document.body) dialog.current?.focus();
  }, [props.threads]);

  const confirm = (thread: ThreadSummary) => {
    props.onDelete(thread.id);
    setDoomed(null);
  };
  return (
    <SideDialog
      dialog={dialog}
      label={t("history.title")}
      className={styles.dialog}
      onEscape={() => (doomed ? setDoomed(null) : props.onClose())}
      onClose={props.onClose}
    >
      <div className={styles.panel} inert={doomed !== null}>
        <SideDialogHeader title={t("history.title")} onClose={props.onClose} />
        <HistoryList {...props} onAskDelete={setDoomed} />
      </div>
      {doomed && (
        <DeleteConfirmation
          title={doomed.title ?? t("chat.untitled")}
          onCancel={() => setDoomed(null)}
          onConfirm={() => confirm(doomed)}
        />
      )}
    </SideDialog>
  );
}

// A list that is seen at a glance needs no search.
const SEARCHABLE = 5;

type HistoryListProps = HistoryDialogProps & { onAskDelete: (thread: ThreadSummary) => void };

function HistoryList(props: HistoryListProps) {
  const { threads, loading, hasMore, error, onMore, ...entry } = props;
  const [query, setQuery] = useState("");
  const found = threads.filter(({ title }) => matches(title ?? t("chat.untitled"), query));
  // Only the pages that are here can be searched, so a search fetches the rest.
  const incomplete = query !== "" && hasMore && !loading;
  useEffect(() => {
    if (incomplete) onMore();
  }, [incomplete, onMore]);
  const searchable = threads.length > SEARCHABLE || query !== "";
  return (
    <div className={styles.scroll}>
      {searchable && <SearchBox query={query} onChange={setQuery} />}
      <ul className={styles.list}>
        {found.map((thread) => (
          <HistoryEntry
            key={thread.id}
            thread={thread}
            current={thread.id === entry.currentId}
            onOpen={entry.onOpen}
            onRename={entry.canRename ? entry.onRename : undefined}
            onDelete={entry.canDelete ? entry.onAskDelete : undefined}
          />
        ))}
      </ul>
      {threads.length === 0 && !loading && error === null && <NoThreads />}
      {threads.length > 0 && found.length === 0 && (
        <p className={styles.empty} role="status">
          {t("history.noMatch")}
        </p>
      )}
      {error !== null && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
      {loading && (
        <div className={styles.loading} role="status">
          <LoadingIndicator /> {t("history.loading")}
        </div>
      )}
      {hasMore && !loading && (
        <Button color="secondary" variant="ghost" block onClick={onMore}>
          {t("history.more")}
        </Button>
      )}
    </div>
  );
}

type SearchBoxProps = { query: string; onChange: (query: string) => void };

function SearchBox({ query, onChange }: SearchBoxProps) {
  return (
    <input
      type="search"
      className={styles.search}
      value={query}
      placeholder={t("history.search")}
      aria-label={t("history.search")}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}

function matches(title: string, query: string): boolean {
  return title.toLocaleLowerCase().includes(query.trim().toLocaleLowerCase());
}

function NoThreads() {
  return (
    <div className={styles.empty}>
      <strong>{t("history.empty")}</strong>
      <span>{t("history.emptyHint")}</span>
    </div>
  );
}
