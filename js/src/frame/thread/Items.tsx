/** The items of the thread. */
import { useMemo } from "react";
import type { ChatState } from "../../protocol/state";
import { useChat } from "../context";
import { isVisible } from "../items/ItemBody";
import { ItemView } from "./ItemView";

const NO_DOMAINS: readonly string[] = [];

export function Items() {
  const items = useChat((state) => state.items);
  const streaming = useChat((state) => state.streaming);
  const retryable = useChat(canRetry);
  const imageDomains = useChat((state) => state.thread?.allowed_image_domains ?? NO_DOMAINS);
  const visible = useMemo(() => withQuestions(items), [items]);

  return visible.map(({ item, questionId }, index) => (
    <ItemView
      key={item.id}
      item={item}
      streaming={streaming.includes(item.id)}
      retryAfter={retryable ? questionId : null}
      imageDomains={imageDomains}
      last={index === visible.length - 1}
    />
  ));
}

function canRetry(state: ChatState): boolean {
  const open = state.thread?.status === undefined || state.thread.status.type === "active";
  return state.options.threadItemActions.retry && state.response === null && open;
}

/** The items that show something, each with the id of the user's message it answers. */
function withQuestions(items: ChatState["items"]) {
  let questionId: string | null = null;
  return items.filter(isVisible).map((item) => {
    if (item.type === "user_message") questionId = item.id;
    return { item, questionId };
  });
}
