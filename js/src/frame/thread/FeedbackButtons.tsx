/** What the user thinks of an answer. */
import {
  ThumbDown,
  ThumbDownFilled,
  ThumbUp,
  ThumbUpFilled,
} from "@openai/apps-sdk-ui/components/Icon";
import { t } from "../../i18n";
import type { Feedback } from "../../protocol/state";
import { IconButton } from "../common/IconButton";
import { useChat, useReadChat, useSend } from "../context";
import { turnIds } from "./turns";

const KINDS = [
  { kind: "positive", label: "item.good", Plain: ThumbUp, Filled: ThumbUpFilled },
  { kind: "negative", label: "item.bad", Plain: ThumbDown, Filled: ThumbDownFilled },
] as const;

export function FeedbackButtons({ itemId }: { itemId: string }) {
  const send = useSend();
  const readChat = useReadChat();
  const given = useChat((state) => state.feedback[itemId]);
  const give = (kind: Feedback) =>
    send({ type: "feedback", itemIds: turnIds(readChat().items, itemId), kind });
  return KINDS.map(({ kind, label, Plain, Filled }) => (
    <IconButton
      key={kind}
      label={t(label)}
      size="xs"
      aria-pressed={given === kind}
      onClick={() => give(kind)}
    >
      {given === kind ? <Filled /> : <Plain />}
    </IconButton>
  ));
}
