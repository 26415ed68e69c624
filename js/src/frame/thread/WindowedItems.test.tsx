import { screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { answer, showChat, THREAD } from "../testing";
import { Thread } from "./Thread";

// There is no layout in these tests: each row is 50 px tall, and so much of the thread is in view.
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(50);
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(500);
});

function show(count: number) {
  const items = Array.from({ length: count }, (_, index) => answer(`a${index}`, `No. ${index}`));
  showChat(<Thread />, { thread: THREAD, items });
  return screen.getAllByRole("article").map((article) => article.dataset.itemId);
}

it("puts a short thread on the page as a whole", () => expect(show(100)).toHaveLength(100));

it("puts only a part of a long thread on the page", () => {
  const shown = show(2000);
  expect(shown.length).toBeLessThan(60);
  expect(new Set(shown).size).toBe(shown.length);
});
