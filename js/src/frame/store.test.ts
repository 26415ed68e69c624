import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fromText } from "../protocol/content";
import { EMPTY_COMPOSER, initialState } from "../protocol/state";
import { ChatStore } from "./store";

const typed = (text: string) => ({ type: "draft.changed", content: fromText(text) }) as const;

describe("ChatStore", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
  afterEach(() => void vi.useRealTimers());

  function watched() {
    const frames: FrameRequestCallback[] = [];
    vi.stubGlobal("requestAnimationFrame", (callback: FrameRequestCallback) =>
      frames.push(callback),
    );
    vi.stubGlobal("cancelAnimationFrame", (id: number) => delete frames[id - 1]);
    const store = new ChatStore(initialState());
    const changed = vi.fn();
    store.subscribe(changed);
    const paint = () => frames.splice(0).forEach((run) => void run(0));
    return { store, changed, paint };
  }

  it("applies what comes first at once, and what arrives until the next frame in one go", () => {
    const { store, changed, paint } = watched();
    store.receive({ type: "actions", actions: [typed("a")] });
    expect(store.getState().composer.draft).toEqual(fromText("a"));
    store.receive({ type: "actions", actions: [typed("ab"), typed("abc")] });
    store.receive({ type: "actions", actions: [typed("abcd")] });
    expect(changed).toHaveBeenCalledTimes(1);
    paint();
    expect(store.getState().composer.draft).toEqual(fromText("abcd"));
    expect(changed).toHaveBeenCalledTimes(2);
  });

  it("applies at once again after a frame in which nothing came", () => {
    const { store, changed, paint } = watched();
    store.receive({ type: "actions", actions: [typed("a")] });
    paint();
    expect(changed).toHaveBeenCalledTimes(1);
    store.receive({ type: "actions", actions: [typed("ab")] });
    expect(changed).toHaveBeenCalledTimes(2);
  });

  it("goes on where there are no animation frames", () => {
    const { store } = watched();
    store.receive({ type: "actions", actions: [typed("seen")] });
    store.receive({ type: "actions", actions: [typed("off screen")] });
    vi.runAllTimers();
    expect(store.getState().composer.draft).toEqual(fromText("off screen"));
  });

  it("applies nothing twice when both come", () => {
    const { store, changed, paint } = watched();
    store.receive({ type: "actions", actions: [typed("first")] });
    store.receive({ type: "actions", actions: [typed("once")] });
    paint();
    vi.runAllTimers();
    expect(changed).toHaveBeenCalledTimes(2);
  });

  it("takes a snapshot at once, in place of what was waiting", () => {
    const { store, paint } = watched();
    store.receive({ type: "actions", actions: [typed("first")] });
    store.receive({ type: "actions", actions: [typed("old")] });
    const composer = { ...EMPTY_COMPOSER, draft: fromText("new"), revision: 3 };
    store.receive({ type: "snapshot", state: { ...initialState(), composer } });
    expect(store.getState().composer).toEqual(composer);
    paint();
    expect(store.getState().composer).toEqual(composer);
  });

  it("tells nobody who does not listen any more", () => {
    const store = new ChatStore(initialState());
    const changed = vi.fn();
    store.subscribe(changed)();
    store.receive({ type: "snapshot", state: initialState() });
    expect(changed).not.toHaveBeenCalled();
  });
});
