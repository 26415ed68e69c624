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
  const texts = turnItems(items, itemId).map(copyTextOf);
  return texts.filter((text) => text !== null).join("\n\n");
}

/** What the user judges with an answer: those of its parts that are shown. */
export function turnIds(items: readonly ThreadItem[], itemId: string): string[] {
  return turnItems(items, itemId)
    .filter(isVisible)
    .map(({ id }) => id);
}

/** The items of a turn up to one of them: a question alone, or what answers it. */
function turnItems(items: readonly ThreadItem[], itemId: string): readonly ThreadItem[] {
  const end = items.findIndex((item) => item.id === itemId);
  const last = items[end];
  if (!last || isQuestion(last)) return last ? [last] : [];
  const start = items.findLastIndex((item, index) => index < end && isQuestion(item)) + 1;
  return items.slice(start, end + 1);
}

function isQuestion(item: ThreadItem): boolean {
  return item.type === "user_message";
}
