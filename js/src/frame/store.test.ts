import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fromText } from "../protocol/content";
import { initialState } from "../protocol/state";
import { AT_ONCE, ChatStore, SPACING_MS } from "./store";

const typed = (text: string) => ({ type: "draft.changed", content: fromText(text) }) as const;

describe("ChatStore", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "performance"] }));
  afterEach(() => void vi.useRealTimers());

  function watched() {
    const store = new ChatStore(initialState());
    const changed = vi.fn();
    store.subscribe(changed);
    /** Types letter after letter, each a message of its own; returns how many changes were seen. */
    const type = async (text: string) => {
      for (const letter of text) {
        store.receive([typed(letter)]);
        await Promise.resolve(); // React draws.
      }
      return changed.mock.calls.length;
    };
    return { store, changed, type };
  }

  it("applies the first ones as they come, and what arrives soon after in one go", async () => {
    const { store, changed, type } = watched();
    expect(await type("abcdefgh".slice(0, AT_ONCE))).toBe(AT_ONCE);
    expect(await type("xyz")).toBe(AT_ONCE);
    vi.advanceTimersByTime(SPACING_MS - 1);
    expect(changed).toHaveBeenCalledTimes(AT_ONCE);
    vi.advanceTimersByTime(1);
    expect(changed).toHaveBeenCalledTimes(AT_ONCE + 1);
    expect(store.getState().composer.draft).toEqual(fromText("z"));
    vi.advanceTimersByTime(SPACING_MS);
    expect(changed).toHaveBeenCalledTimes(AT_ONCE + 1);
  });

  it("applies as many at once again after a while in which nothing came", async () => {
    const { type } = watched();
    const many = "abcdefgh".slice(0, AT_ONCE);
    await type(many);
    vi.advanceTimersByTime(AT_ONCE * SPACING_MS);
    expect(await type(many)).toBe(2 * AT_ONCE);
  });

  it("goes on at its pace, however much comes", async () => {
    const { changed, type } = watched();
    await type("abcd");
    for (let time = 0; time < 100 * SPACING_MS; time += 1) {
      await type("x");
      vi.advanceTimersByTime(1);
    }
    expect(changed.mock.calls.length - AT_ONCE).toBeLessThanOrEqual(100);
    expect(changed.mock.calls.length - AT_ONCE).toBeGreaterThanOrEqual(90);
  });

  it("does not put off the end of a response", async () => {
    const { store, changed, type } = watched();
    await type("abcdefgh");
    store.receive([{ type: "response.ended" }]);
    expect(changed).toHaveBeenCalledTimes(AT_ONCE + 1);
    expect(store.getState().composer.draft).toEqual(fromText("h"));
    vi.advanceTimersByTime(2 * SPACING_MS);
    expect(changed).toHaveBeenCalledTimes(AT_ONCE + 1);
  });

  it("tells nobody who does not listen any more", () => {
    const store = new ChatStore(initialState());
    const changed = vi.fn();
    store.subscribe(changed)();
    store.receive([typed("a")]);
    expect(changed).not.toHaveBeenCalled();
  });
});
