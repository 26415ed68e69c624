import { act, fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type ChatState, NO_OLDER } from "../../protocol/state";
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
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockImplementation(layOut);
});
afterEach(() => void vi.unstubAllGlobals());

/** All are as tall as half of what is there was at first, and stand where it is scrolled to. */
function layOut(this: Element): DOMRect {
  const scroller = this.parentElement?.closest("[data-scroller]");
  return new DOMRect(0, -(scroller?.scrollTop ?? 0), 100, 500);
}

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
    const scroll = { item: "q", offset: -250 };
    expect(show({ scroll }).scroller.scrollTop).toBe(250);
  });

  it("tells the host where the reader is, and null at the end", async () => {
    const { sent, scrollTo } = show();
    scrollTo(50);
    scrollTo(120);
    const told = { type: "setScroll", place: { item: "q", offset: -120 } };
    await vi.waitFor(() => expect(sent).toEqual([told]));
    scrollTo(600);
    await vi.waitFor(() => expect(sent.at(-1)).toEqual({ type: "setScroll", place: null }));
  });

  it("goes to the end when the user sends", () => {
    const { scroller, scrollTo, apply } = show();
    scrollTo(100);
    apply({ type: "message.sent", item: question("new", "And?") });
    expect(scroller.scrollTop).toBe(1000);
  });

  it("asks for earlier items when the reader comes near them, once for each page", () => {
    const { sent, scrollTo, apply } = show({ older: { ...NO_OLDER, next: "p1" } });
    const asked = () => sent.filter(({ type }) => type === "loadOlder").length;
    height = 5000;
    scrollTo(4000);
    expect(asked()).toBe(0);
    scrollTo(500);
    scrollTo(400);
    expect(asked()).toBe(1);
    apply({ type: "older.loading" });
    const page = { data: [question("old", "Before?")], has_more: true, after: "p2" };
    apply({ type: "older.loaded", page });
    expect(asked()).toBe(1);
    scrollTo(300);
    expect(asked()).toBe(2);
  });

  it("leaves it to the reader to ask again for what could not be read", async () => {
    const { sent, scrollTo, apply } = show({ older: { ...NO_OLDER, next: "p1" } });
    const asked = () => sent.filter(({ type }) => type === "loadOlder").length;
    scrollTo(500);
    apply({ type: "older.loading" }, { type: "older.failed", message: "Busy." });
    scrollTo(300);
    expect(asked()).toBe(1);
    expect(screen.getByRole("alert").textContent).toBe("Busy.");
    await userEvent.click(screen.getByRole("button", { name: "Retry" }));
    expect(asked()).toBe(2);
  });
});

describe("a long thread", () => {
  it("keeps the keyboard focus when what had it is taken off the page", async () => {
    const items = [question("q", "?"), answer("a", "!")];
    const { apply } = show({ items });
    vi.spyOn(document, "hasFocus").mockReturnValue(true);
    screen.getAllByRole("button", { name: "Copy" }).at(-1)?.focus();
    apply({ type: "retry.started", itemId: "q" });
    await vi.waitFor(() => expect(document.activeElement).toBe(screen.getByRole("log")));
  });
});
