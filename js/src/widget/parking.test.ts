import type { OpenAIChatKit } from "@openai/chatkit";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PARKED_FOR, parkChat, takeChat } from "./parking";

const shown = () =>
  document.body.appendChild(document.createElement("p")) as never as OpenAIChatKit;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.runAllTimers();
  vi.useRealTimers();
});

describe("a chat whose view goes", () => {
  it("leaves the page and is there for the next view, once", () => {
    const chat = shown();
    parkChat("k", chat);
    expect(chat.isConnected).toBe(false);
    expect(takeChat("other", "p")).not.toBe(chat);
    expect(takeChat("k", "p")).toBe(chat);
    expect(takeChat("k", "p")).not.toBe(chat);
  });

  it("is let go of when no view comes", () => {
    const chat = shown();
    parkChat("k", chat);
    vi.advanceTimersByTime(PARKED_FOR);
    expect(takeChat("k", "p")).not.toBe(chat);
  });
});
