import { fireEvent } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { FrameCommand } from "../element/bridge";
import { COMPOSER_ID } from "./composer/TextBox";
import { Handover, type } from "./handover";

let box: HTMLTextAreaElement;
let sent: FrameCommand[];
let handover: Handover;

beforeEach(() => {
  document.body.innerHTML = `<textarea id="${COMPOSER_ID}">draft</textarea><button></button>`;
  box = document.querySelector("textarea") as HTMLTextAreaElement;
  sent = [];
  handover = new Handover((command) => sent.push(command));
});

describe("a document that leaves", () => {
  beforeEach(() => {
    box.focus();
    box.setSelectionRange(2, 2);
  });

  it("says where its caret is, and hands over the keys that still come", () => {
    handover.leave();
    expect(sent).toEqual([{ type: "left", caret: 2 }]);
    expect(fireEvent.keyDown(box, { key: "x" })).toBe(false);
    fireEvent.keyDown(box, { key: "v", ctrlKey: true });
    expect(sent.slice(1)).toEqual([{ type: "typed", key: "x" }]);
    handover.takeOver(1);
    expect(fireEvent.keyDown(box, { key: "y" })).toBe(true);
    expect(box.selectionEnd).toBe(1);
    expect(sent).toHaveLength(2);
  });

  it("waits for what is being composed", async () => {
    fireEvent.compositionStart(box);
    handover.leave();
    expect(sent).toEqual([]);
    fireEvent.compositionEnd(box);
    await vi.waitFor(() => expect(sent).toEqual([{ type: "left", caret: 2 }]));
    handover.takeOver(null);
  });
});

describe("a document that takes over", () => {
  it("gives its first keys to the composer, until the user goes elsewhere", () => {
    fireEvent.keyDown(document.body, { key: "x" });
    expect(document.activeElement).toBe(box);
    box.blur();
    fireEvent.pointerDown(document.body);
    fireEvent.keyDown(document.body, { key: "x" });
    expect(document.activeElement).toBe(document.body);
  });

  it("types what came to the one before it", () => {
    const command = vi.fn();
    document.execCommand = command;
    const keys: string[] = [];
    box.addEventListener("keydown", ({ key }) => keys.push(key));
    for (const key of ["x", "Backspace", "Enter"]) type(key);
    expect(command.mock.calls).toEqual([["insertText", false, "x"], ["delete"]]);
    expect(keys).toEqual(["Enter"]);
    expect(document.activeElement).toBe(box);
  });
});
