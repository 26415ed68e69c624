/** The history dialog, tied to the chat. */
import { useChat, useSend } from "../context";
import { HistoryDialog } from "./HistoryDialog";

export function ChatHistory() {
  const send = useSend();
  const history = useChat((state) => state.history);
  const options = useChat((state) => state.options.history);
  const currentId = useChat((state) => state.thread?.id ?? null);
  if (!history.open) return null;
  return (
    <HistoryDialog
      threads={history.threads}
      currentId={currentId}
      loading={history.loading}
      hasMore={history.next !== null}
      error={history.error}
      canRename={options.showRename}
      canDelete={options.showDelete}
      onClose={() => send({ type: "closeHistory" })}
      onOpen={(threadId) => send({ type: "selectThread", threadId })}
      onRename={(threadId, title) => send({ type: "renameThread", threadId, title })}
      onDelete={(threadId) => send({ type: "deleteThread", threadId })}
      onMore={() => send({ type: "loadMoreHistory" })}
    />
  );
}
