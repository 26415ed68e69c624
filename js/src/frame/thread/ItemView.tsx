/** One item of the thread with its actions; renders again only when something of its own changed. */

import { Regenerate } from "@openai/apps-sdk-ui/components/Icon";
import { memo } from "react";
import { t } from "../../i18n";
import type { ThreadItem } from "../../protocol/types.gen";
import { CopyButton } from "../common/CopyButton";
import { IconButton } from "../common/IconButton";
import { useSend } from "../context";
import { copyTextOf, ItemBody } from "../items/ItemBody";
import styles from "./ItemView.module.css";

type ItemViewProps = {
  item: ThreadItem;
  streaming: boolean;
  /** The user's message that Retry answers again; null where Retry is not offered. */
  retryAfter: string | null;
  imageDomains: readonly string[];
  /** The newest item keeps its actions in sight. */
  last: boolean;
};

export const ItemView = memo(function ItemView(props: ItemViewProps) {
  const { item, streaming, imageDomains, last } = props;
  return (
    <article
      className={styles.item}
      data-item-id={item.id}
      data-item-type={item.type}
      data-last={last ? "" : undefined}
      aria-busy={streaming ? "true" : undefined}
      aria-label={speakerOf(item)}
    >
      <ItemBody item={item} streaming={streaming} imageDomains={imageDomains} />
      {!streaming && <ItemActions {...props} />}
    </article>
  );
});

function ItemActions({ item, retryAfter }: ItemViewProps) {
  const send = useSend();
  const copyText = copyTextOf(item);
  const canRetry = item.type === "assistant_message" && retryAfter !== null;
  if (copyText === null && !canRetry) return null;
  return (
    <div className={styles.actions} role="toolbar" aria-label={t("item.actions")}>
      {copyText !== null && <CopyButton text={copyText} />}
      {canRetry && (
        <IconButton
          label={t("item.retry")}
          size="xs"
          onClick={() => send({ type: "retry", itemId: retryAfter })}
        >
          <Regenerate />
        </IconButton>
      )}
    </div>
  );
}

function speakerOf(item: ThreadItem): string | undefined {
  if (item.type === "user_message") return t("item.you");
  if (item.type === "assistant_message") return t("item.assistant");
  return undefined;
}
