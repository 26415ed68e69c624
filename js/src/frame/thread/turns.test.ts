import { describe, expect, it } from "vitest";
import type { ThreadItem } from "../../protocol/types.gen";
import { answer, question } from "../testing";
import { placeItems, turnText } from "./turns";

const end = { ...answer("e", ""), type: "end_of_turn" } as unknown as ThreadItem;
const items = [
  question("q1", "One?"),
  answer("a1", "Uno."),
  answer("a2", "Eins."),
  end,
  question("q2", "Two?"),
];

describe("placeItems", () => {
  it("knows which question an item answers, and where a turn ends", () => {
    const placed = placeItems(items).map((place) => [
      place.item.id,
      place.questionId,
      place.endsTurn,
    ]);
    expect(placed).toEqual([
      ["q1", "q1", true],
      ["a1", "q1", false],
      ["a2", "q1", true],
      ["q2", "q2", true],
    ]);
  });

  it("has no question for what stands before the first", () => {
    expect(placeItems([answer("a", "Hello!")])[0]?.questionId).toBeNull();
  });
});

describe("turnText", () => {
  it("copies a question alone", () => expect(turnText(items, "q2")).toBe("Two?"));
  it("copies the whole of an answer", () => expect(turnText(items, "a2")).toBe("Uno.\n\nEins."));
  it("copies nothing of an item that is gone", () => expect(turnText(items, "x")).toBe(""));
});
