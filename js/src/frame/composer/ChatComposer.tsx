/** The composer, tied to the chat: the draft lives on the host, because the frame may be reloaded. */
import { useState } from "react";
import { t } from "../../i18n";
import { fromText, toText } from "../../protocol/content";
import type { ThreadInfo } from "../../protocol/state";
import { useChat, useSend } from "../context";
import { Composer } from "./Composer";

export function ChatComposer() {
  const send = useSend();
  const [draft, setDraft] = useDraft();
  const placeholder = useChat((state) => state.options.composer.placeholder);
  const response = useChat((state) => state.response);
  const closedReason = useChat((state) => closedReasonOf(state.thread));

  const change = (text: string) => {
    setDraft(text);
    send({ type: "setDraft", content: fromText(text) });
  };
  return (
    <Composer
      text={draft}
      placeholder={placeholder ?? t("composer.placeholder")}
      responding={response !== null}
      stoppable={response?.allowCancel === true && !response.stopping}
      closedReason={closedReason}
      onChange={change}
      onSend={(text) => {
        setDraft("");
        send({ type: "send", content: fromText(text.trim()) });
      }}
      onStop={() => send({ type: "stop" })}
    />
  );
}

/** The text being typed: the view's own, until the host sets another. */
function useDraft(): [string, (text: string) => void] {
  const { draft: content, revision } = useChat((state) => state.composer);
  const draft = toText(content);
  const [shown, setShown] = useState({ text: draft, revision });
  if (shown.revision !== revision) setShown({ text: draft, revision });
  return [shown.text, (text) => setShown({ text, revision })];
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
