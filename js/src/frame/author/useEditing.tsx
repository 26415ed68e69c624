import { type ComponentType, type ReactNode, useCallback, useEffect, useState } from "react";
import type { ThreadItem } from "../../protocol/types.gen";
import { loadAuthor } from "../chunks";
import { focusComposer } from "../composer/focusComposer";
import { useChat, useSend } from "../context";
import { useChunk } from "../useChunk";
import type { MessageEditorProps } from "./MessageEditor";

/** A message's editor while it is edited, and what begins that. */
export function useEditing(item: ThreadItem): { editor: ReactNode; onEdit: () => void } {
  const send = useSend();
  const [phase, setPhase] = useState<"shown" | "edited" | "given up">("shown");
  const { part: parts } = useChunk(loadAuthor, phase === "edited");
  const onEdit = useCallback(() => setPhase("edited"), []);
  useEffect(() => {
    if (phase !== "given up") return;
    const selector = `[data-item-id="${CSS.escape(item.id)}"] [data-edit]`;
    document.querySelector<HTMLElement>(selector)?.focus();
    setPhase("shown");
  }, [phase, item.id]);
  if (!parts || item.type !== "user_message") return { editor: null, onEdit };
  const editor = (
    <Editor
      Form={parts.MessageEditor}
      item={item}
      onCancel={() => setPhase("given up")}
      onSend={(content) => {
        send({ type: "editMessage", itemId: item.id, content });
        setPhase("shown");
        focusComposer();
      }}
    />
  );
  return { editor, onEdit };
}

type EditorProps = Omit<MessageEditorProps, "busy"> & { Form: ComponentType<MessageEditorProps> };

function Editor({ Form, ...props }: EditorProps) {
  const busy = useChat((state) => state.response !== null);
  return <Form {...props} busy={busy} />;
}
