import type { ThreadItem } from "../../protocol/types.gen";
import { copyTextOf, isVisible } from "../items/ItemBody";

/** An item that is shown, and its place in its turn. */
export type PlacedItem = {
  item: ThreadItem;
  /** The user's message it answers, if any. */
  questionId: string | null;
  /** Whether the actions of its turn stand below it: it is the user's, or the last of an answer. */
  endsTurn: boolean;
};

/** The items that are shown, each with its place. */
export function placeItems(items: readonly ThreadItem[]): readonly PlacedItem[] {
  let questionId: string | null = null;
  const visible = items.filter(isVisible);
  return visible.map((item, index) => {
    const next = visible[index + 1];
    if (item.type === "user_message") questionId = item.id;
    const endsTurn = isQuestion(item) || next === undefined || isQuestion(next);
    return { item, questionId, endsTurn };
  });
}

/** What Copy takes below an item: a question alone, an answer with all its parts. */
export function turnText(items: readonly ThreadItem[], itemId: string): string {
  const end = items.findIndex((item) => item.id === itemId);
  const last = items[end];
  if (!last) return "";
  const start = isQuestion(last)
    ? end
    : items.findLastIndex((item, i) => i < end && isQuestion(item)) + 1;
  const texts = items.slice(start, end + 1).map(copyTextOf);
  return texts.filter((text) => text !== null).join("\n\n");
}

function isQuestion(item: ThreadItem): boolean {
  return item.type === "user_message";
}
