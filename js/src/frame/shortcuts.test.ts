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

  it("hands on an Escape that closes nothing", () => {
    send.mockClear();
    fireEvent.keyDown(window, { key: "Escape" });
    expect(send).toHaveBeenCalledExactlyOnceWith({ type: "escape" });
    const menu = document.createElement("div");
    menu.role = "menu";
    document.body.append(menu);
    fireEvent.keyDown(window, { key: "Escape" });
    menu.remove();
    const kept = new KeyboardEvent("keydown", { key: "Escape", cancelable: true });
    kept.preventDefault();
    window.dispatchEvent(kept);
    expect(send).toHaveBeenCalledOnce();
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
