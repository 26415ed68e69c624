/** One item of the thread; renders again only when something of its own changed. */
import { memo } from "react";
import { t } from "../../i18n";
import type { ThreadItem } from "../../protocol/types.gen";
import { useEditing } from "../author/useEditing";
import { Guard } from "../common/Guard";
import { ItemBody } from "../items/ItemBody";
import { Note } from "../items/Note";
import { ItemActions } from "./ItemActions";
import styles from "./ItemView.module.css";

type ItemViewProps = {
  item: ThreadItem;
  streaming: boolean;
  imageDomains: readonly string[];
  /** The newest item keeps its actions in sight. */
  last: boolean;
  /** Whether the actions of the turn stand below it. */
  hasActions: boolean;
  /** The user's message that Retry answers again; null where Retry is never offered. */
  retryAfter: string | null;
};

export const ItemView = memo(function ItemView(props: ItemViewProps) {
  const { item, streaming, imageDomains, last, hasActions, retryAfter } = props;
  const { editor, onEdit } = useEditing(item);
  return (
    <article
      className={styles.item}
      data-item-id={item.id}
      data-item-type={item.type}
      data-last={last ? "" : undefined}
      aria-busy={streaming ? "true" : undefined}
      aria-label={speakerOf(item)}
    >
      <Guard subject={item} fallback={<Note text={t("item.broken")} />}>
        {editor ?? <ItemBody item={item} streaming={streaming} imageDomains={imageDomains} />}
      </Guard>
      {hasActions && (
        <ItemActions
          item={item}
          last={last}
          retryAfter={retryAfter}
          // Unseen, so that the focus can go back to what began the editing.
          hidden={editor !== null}
          onEdit={onEdit}
        />
      )}
    </article>
  );
});

function speakerOf(item: ThreadItem): string | undefined {
  if (item.type === "user_message") return t("item.you");
  if (item.type === "assistant_message") return t("item.assistant");
  return undefined;
}
