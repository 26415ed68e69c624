import { act, fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ChatState } from "../../protocol/state";
import { answer, options, question, RESPONSE, showChat, THREAD } from "../testing";
import { Thread } from "./Thread";

// There is no layout in these tests, so they say themselves how tall things are.
const VIEW = 400;
let height = 1000;
let grow: () => void;

class FakeResizeObserver {
  constructor(onResize: () => void) {
    grow = onResize;
  }
  observe() {}
  unobserve() {}
  disconnect() {}
}

beforeEach(() => {
  height = 1000;
  vi.stubGlobal("ResizeObserver", FakeResizeObserver);
  vi.spyOn(Element.prototype, "scrollHeight", "get").mockImplementation(() => height);
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockImplementation(() => VIEW);
});
afterEach(() => void vi.unstubAllGlobals());

function show(change: Partial<ChatState> = {}) {
  const items = [question("q", "?"), answer("a", "!")];
  const shown = showChat(<Thread />, { thread: THREAD, items, ...change });
  const scroller = screen.getByRole("log").parentElement?.parentElement;
  if (!scroller) throw new Error("The log is not in a scroller.");
  const scrollTo = (top: number) => {
    scroller.scrollTop = top;
    fireEvent.scroll(scroller);
  };
  const growTo = (next: number) => {
    height = next;
    act(() => grow());
  };
  return { ...shown, scroller, scrollTo, growTo };
}

const FOLLOW = options({ thread: { autoScroll: true } });
const toLatest = () => screen.queryByRole("button", { name: "Scroll to latest" });

describe("the thread's scrolling", () => {
  it("begins at the end and follows an answer that grows", () => {
    const { scroller, growTo } = show({ options: FOLLOW, response: RESPONSE });
    expect(scroller.scrollTop).toBe(1000);
    growTo(1500);
    expect(scroller.scrollTop).toBe(1500);
    expect(toLatest()).toBeNull();
  });

  it("leaves a reader alone who has scrolled up, and brings them back when asked", async () => {
    const { scroller, scrollTo, growTo } = show({ options: FOLLOW, response: RESPONSE });
    scrollTo(100);
    growTo(1500);
    expect(scroller.scrollTop).toBe(100);
    await userEvent.click(screen.getByRole("button", { name: "Scroll to latest" }));
    expect(scroller.scrollTop).toBe(1500);
  });

  it("does not follow an answer where the author does not want it", () => {
    const { scroller, scrollTo, growTo } = show({ response: RESPONSE });
    scrollTo(600);
    growTo(1500);
    expect(scroller.scrollTop).toBe(600);
    expect(toLatest()).not.toBeNull();
  });

  it("is where the host remembers it after the frame was reloaded", () => {
    expect(show({ scroll: 250 }).scroller.scrollTop).toBe(250);
  });

  it("tells the host where the reader is, and null at the end", async () => {
    const { sent, scrollTo } = show();
    scrollTo(50);
    scrollTo(120);
    await vi.waitFor(() => expect(sent).toEqual([{ type: "setScroll", top: 120 }]));
    scrollTo(600);
    await vi.waitFor(() => expect(sent.at(-1)).toEqual({ type: "setScroll", top: null }));
  });

  it("goes to the end when the user sends", () => {
    const { scroller, scrollTo, apply } = show();
    scrollTo(100);
    apply({ type: "message.sent", item: question("new", "And?") });
    expect(scroller.scrollTop).toBe(1000);
  });

  it("holds the view when earlier items come in above it", () => {
    const { scroller, scrollTo, apply } = show({ older: { next: "x", loading: false } });
    scrollTo(100);
    height = 1800;
    apply({ type: "older.loaded", page: { data: [question("old", "Before?")], has_more: false } });
    expect(scroller.scrollTop).toBe(900);
  });
});
