import { act } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { answer, RESPONSE, showChat, THREAD } from "../testing";
import { Announcer } from "./Announcer";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function show(text: string, streaming: boolean) {
  const shown = showChat(<Announcer />, {
    thread: THREAD,
    items: [answer("a", text)],
    streaming: streaming ? ["a"] : [],
    response: streaming ? RESPONSE : null,
  });
  const grow = (delta: string) =>
    shown.apply({
      type: "event",
      event: {
        type: "thread.item.updated",
        item_id: "a",
        update: { type: "assistant_message.content_part.text_delta", content_index: 0, delta },
      },
    });
  return { ...shown, grow, said: () => shown.container.textContent };
}

it("announces a growing answer by the sentence", () => {
  const { grow, said, apply } = show("Two **are", true);
  expect(said()).toBe("");
  grow("** late. Becau");
  expect(said()).toBe("Two are late.");
  grow("se of rain");
  expect(said()).toBe("Two are late.");
  apply({ type: "response.ended" });
  expect(said()).toBe("Because of rain");
});

it("announces what there is when the answer pauses", () => {
  const { said } = show("Let me see", true);
  act(() => void vi.advanceTimersByTime(2000));
  expect(said()).toBe("Let me see");
});

it("does not announce what was there before", () =>
  expect(show("Old. News.", false).said()).toBe(""));
