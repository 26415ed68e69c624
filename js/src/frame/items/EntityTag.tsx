/** A tag in a message of the user: the entity that is meant. */
import type { Entity } from "@openai/chatkit";
import { useMemo } from "react";
import type { UserMessageTagContent } from "../../protocol/types.gen";
import { HoverCard } from "../common/HoverCard";
import { useChat, useSend } from "../context";
import { EntityPreview } from "./EntityPreview";
import styles from "./UserMessage.module.css";

export function EntityTag({ tag }: { tag: UserMessageTagContent }) {
  const send = useSend();
  const options = useChat((state) => state.options.entities);
  const entity = useMemo(() => entityOf(tag), [tag]);
  if (!tag.interactive || !(options.click || options.preview)) {
    return <span className={styles.tag}>{tag.text}</span>;
  }
  const card = (
    <>
      <strong>{tag.text}</strong>
      <EntityPreview entity={entity} />
    </>
  );
  return (
    <HoverCard card={card}>
      {(describedBy) => (
        <button
          type="button"
          className={styles.tag}
          aria-describedby={describedBy}
          onClick={() => options.click && send({ type: "clickEntity", entity })}
        >
          {tag.text}
        </button>
      )}
    </HoverCard>
  );
}

function entityOf({ id, text, group, data, interactive }: UserMessageTagContent): Entity {
  return {
    id,
    title: text,
    interactive,
    ...(group ? { group } : {}),
    data: data as Record<string, string>,
  };
}
