/** The composer: the text box, what goes with the message, and the way to send it. */
import { type SyntheticEvent, useCallback } from "react";
import { t } from "../../i18n";
import type { ChatState, ThreadInfo } from "../../protocol/state";
import { useChat, useSend } from "../context";
import { AttachmentList } from "./AttachmentList";
import styles from "./Composer.module.css";
import { trimmedContent } from "./draft";
import { Problem } from "./Problem";
import { Quote } from "./Quote";
import { SendButton } from "./SendButton";
import { Suggestions } from "./Suggestions";
import { EndTools, StartTools, useHasTools } from "./Tools";
import { TypedText, type TypedTextControl, useTypedText } from "./TypedText";
import { useFileDrop } from "./useFileDrop";

export function ChatComposer() {
  const send = useSend();
  const typed = useTypedText();
  const responding = useChat((state) => state.response !== null);
  const stoppable = useChat(canStop);
  const closedReason = useChat((state) => closedReasonOf(state.thread));
  const sendable = useSendable(typed, closedReason);
  const addFiles = useCallback((files: File[]) => send({ type: "addFiles", files }), [send]);
  const takesFiles = useChat((state) => state.options.composer.attachments !== null);
  const dropping = useFileDrop(takesFiles && closedReason === null, addFiles);
  const hasTools = useHasTools();

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!sendable) return;
    send({ type: "send", content: trimmedContent(typed.draft) });
    typed.clear();
    typed.focus();
  };
  const stop = () => {
    send({ type: "stop" });
    typed.focus();
  };
  const { open } = typed.suggestions;
  return (
    <form
      className={styles.composer}
      data-disabled={closedReason === null ? undefined : ""}
      data-tools={hasTools ? "" : undefined}
      data-dropping={dropping ? "" : undefined}
      onSubmit={submit}
    >
      {open && <Suggestions {...open} />}
      <Problem />
      <Quote />
      <AttachmentList />
      <TypedText
        typed={typed}
        closedReason={closedReason}
        onEnter={submit}
        onFiles={takesFiles ? addFiles : undefined}
      />
      <div className={styles.tools}>
        <StartTools onMention={() => typed.insert("@")} disabled={closedReason !== null} />
        <span className={styles.end}>
          <EndTools disabled={closedReason !== null} />
          <SendButton
            responding={responding}
            disabled={responding ? !stoppable : !sendable}
            onStop={stop}
          />
        </span>
      </div>
      {dropping && <div className={styles.drop}>{t("composer.dropFiles")}</div>}
    </form>
  );
}

function useSendable({ draft }: TypedTextControl, closedReason: string | null): boolean {
  const attachments = useChat((state) => state.composer.attachments);
  const idle = useChat((state) => state.response === null && state.composer.dictation === "off");
  const complete = attachments.every(({ status }) => status === "ready");
  const something = draft.text.trim() !== "" || attachments.length > 0;
  return idle && closedReason === null && complete && something;
}

function canStop({ response }: ChatState): boolean {
  return response?.allowCancel === true && !response.stopping;
}

function closedReasonOf(thread: ThreadInfo | null): string | null {
  switch (thread?.status?.type) {
    case "locked":
      return thread.status.reason || t("chat.locked");
    case "closed":
      return thread.status.reason || t("chat.closed");
    default:
      return null;
  }
}
