import { describe, expect, it } from "vitest";
import { ChatStore } from "./store";

describe("ChatStore", () => {
  it("applies actions in order and tells its listeners about all of them at once", () => {
    const store = new ChatStore();
    const heard: unknown[] = [];
    store.subscribe((actions) => heard.push([actions, store.state.composer.draft]));
    store.dispatch({ type: "draft.changed", text: "a" }, { type: "draft.changed", text: "ab" });
    expect(heard).toEqual([
      [
        [
          { type: "draft.changed", text: "a" },
          { type: "draft.changed", text: "ab" },
        ],
        "ab",
      ],
    ]);
  });
});
