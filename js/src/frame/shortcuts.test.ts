import { fireEvent } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { forwardShortcuts } from "./shortcuts";

describe("forwardShortcuts", () => {
  const send = vi.fn();
  forwardShortcuts(send);

  it.each([{ ctrlKey: true }, { metaKey: true }])("hands saving to the page: %o", (modifier) => {
    send.mockClear();
    const browserSaves = fireEvent.keyDown(window, { key: "s", code: "KeyS", ...modifier });
    expect(browserSaves).toBe(false);
    expect(send).toHaveBeenCalledWith({
      type: "shortcut",
      key: expect.objectContaining({ key: "s", code: "KeyS", ...modifier }),
    });
  });

  it.each([
    { key: "s" },
    { key: "a", ctrlKey: true },
    { key: "s", ctrlKey: true, altKey: true },
    { key: "Enter", shiftKey: true },
  ])("keeps other keys: %o", (key) => {
    send.mockClear();
    expect(fireEvent.keyDown(window, key)).toBe(true);
    expect(send).not.toHaveBeenCalled();
  });
});
