/** What can be done with a question or an answer. */
import { Regenerate } from "@openai/apps-sdk-ui/components/Icon";
import { t } from "../../i18n";
import type { ThreadItem } from "../../protocol/types.gen";
import { EditActions, TraceAction } from "../author/AuthorActions";
import { CopyButton } from "../common/CopyButton";
import { IconButton } from "../common/IconButton";
import idle from "../common/whenIdle.module.css";
import { useChat, useReadChat, useSend } from "../context";
import { useSpareTime } from "../spareTime";
import { FeedbackButtons } from "./FeedbackButtons";
import styles from "./ItemView.module.css";
import { turnText } from "./turns";

type ItemActionsProps = {
  item: ThreadItem;
  /** The user's message that Retry answers again; null where Retry is never offered. */
  retryAfter: string | null;
  /** Whether it is the newest item. */
  last: boolean;
  hidden: boolean;
  /** Lets the user edit it. */
  onEdit: () => void;
};

/** Their room is there at once; they come when what is read is on the page. */
export function ItemActions({ hidden, ...props }: ItemActionsProps) {
  const branched = useChat((state) => props.item.id in state.branches);
  const drawn = useSpareTime();
  return (
    <div className={styles.actions} hidden={hidden} data-branched={branched ? "" : undefined}>
      {drawn && <Actions {...props} />}
    </div>
  );
}

function Actions({ item, retryAfter, last, onEdit }: Omit<ItemActionsProps, "hidden">) {
  const send = useSend();
  const readChat = useReadChat();
  const judged = useChat((state) => state.options.threadItemActions.feedback);
  const notebook = useChat((state) => state.options.notebook);
  const isAnswer = item.type !== "user_message";
  return (
    <>
      <CopyButton text={() => turnText(readChat().items, item.id)} />
      {isAnswer && judged && <FeedbackButtons itemId={item.id} />}
      {isAnswer && retryAfter !== null && (
        <IconButton
          className={idle.whenIdle}
          label={t("item.retry")}
          size="xs"
          onClick={() => send({ type: "retry", itemId: retryAfter })}
        >
          <Regenerate />
        </IconButton>
      )}
      {notebook && isAnswer && last && <TraceAction />}
      {notebook && !isAnswer && <EditActions itemId={item.id} onEdit={onEdit} />}
    </>
  );
}
