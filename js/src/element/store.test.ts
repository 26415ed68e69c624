import { describe, expect, it } from "vitest";
import { fromText, toText } from "../protocol/content";
import { ChatStore } from "./store";

describe("ChatStore", () => {
  it("applies actions in order and tells its listeners about all of them at once", () => {
    const store = new ChatStore();
    const heard: unknown[] = [];
    store.subscribe((actions) => heard.push([actions, toText(store.state.composer.draft)]));
    store.dispatch(
      { type: "draft.changed", content: fromText("a") },
      { type: "draft.changed", content: fromText("ab") },
    );
    expect(heard).toEqual([
      [
        [
          { type: "draft.changed", content: fromText("a") },
          { type: "draft.changed", content: fromText("ab") },
        ],
        "ab",
      ],
    ]);
  });
});
