import { fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { fromText } from "../../protocol/content";
import { DEFAULT_OPTIONS, EMPTY_COMPOSER } from "../../protocol/state";
import { options, RESPONSE, showChat, THREAD } from "../testing";
import { ChatComposer } from "./ChatComposer";

const box = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Message the AI" });
const button = (name: string) => screen.queryByRole<HTMLButtonElement>("button", { name });

const typed = (text: string) => ({ ...EMPTY_COMPOSER, draft: fromText(text) });

function message(text: string) {
  return { type: "send", content: fromText(text) };
}

describe("the composer", () => {
  it("sends on Enter, trimmed, and is empty again", async () => {
    const { sent } = showChat(<ChatComposer />);
    await userEvent.type(box(), "  hello {Enter}");
    expect(sent.at(-1)).toEqual(message("hello"));
    expect(box().value).toBe("");
    expect(document.activeElement).toBe(box());
  });

  it("makes a new line on Shift+Enter", async () => {
    const { sent } = showChat(<ChatComposer />);
    await userEvent.type(box(), "a{Shift>}{Enter}{/Shift}b");
    expect(box().value).toBe("a\nb");
    expect(sent.every(({ type }) => type === "setDraft")).toBe(true);
  });

  it("leaves Enter to an input method that is composing", () => {
    const { sent } = showChat(<ChatComposer />, { composer: typed("にほ") });
    fireEvent.keyDown(box(), { key: "Enter", isComposing: true });
    fireEvent.keyDown(box(), { key: "Enter", keyCode: 229 });
    expect(sent).toEqual([]);
    fireEvent.keyDown(box(), { key: "Enter" });
    expect(sent).toEqual([message("にほ")]);
  });

  it("does not send nothing", async () => {
    const { sent } = showChat(<ChatComposer />);
    expect(button("Send")?.disabled).toBe(true);
    await userEvent.type(box(), "   {Enter}");
    expect(sent.every(({ type }) => type === "setDraft")).toBe(true);
  });

  it("sends with the button", async () => {
    const { sent } = showChat(<ChatComposer />, { composer: typed("hi") });
    await userEvent.click(screen.getByRole("button", { name: "Send" }));
    expect(sent).toEqual([message("hi")]);
  });

  it("keeps the host's draft up to date, and takes the host's over its own", async () => {
    const { sent, apply } = showChat(<ChatComposer />);
    await userEvent.type(box(), "ab");
    expect(sent).toEqual([
      { type: "setDraft", content: fromText("a") },
      { type: "setDraft", content: fromText("ab") },
    ]);
    apply({ type: "composer.set", content: fromText("from the page") });
    expect(box().value).toBe("from the page");
  });

  it("lets the user type and stop while an answer is on its way, but not send", async () => {
    const { sent } = showChat(<ChatComposer />, { response: RESPONSE });
    await userEvent.type(box(), "next{Enter}");
    expect(box().value).toBe("next");
    expect(button("Send")).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Stop" }));
    expect(sent.at(-1)).toEqual({ type: "stop" });
    expect(sent.some(({ type }) => type === "send")).toBe(false);
    expect(document.activeElement).toBe(box());
  });

  it.each([
    { ...RESPONSE, stopping: true },
    { ...RESPONSE, allowCancel: false },
  ])("does not offer Stop where it can not help", (response) => {
    showChat(<ChatComposer />, { response });
    expect(button("Stop")?.disabled).toBe(true);
  });

  it.each([
    ["closed", "Closed by support", "Closed by support"],
    ["locked", null, "This conversation is locked."],
  ] as const)("says why a %s thread takes no message", (type, reason, shown) => {
    showChat(<ChatComposer />, { thread: { ...THREAD, status: { type, reason } } });
    expect(box().disabled).toBe(true);
    expect(box().placeholder).toBe(shown);
  });

  it("is named by the author's placeholder", () => {
    showChat(<ChatComposer />, {
      options: options({ composer: { ...DEFAULT_OPTIONS.composer, placeholder: "Ask away" } }),
    });
    expect(screen.getByRole("textbox", { name: "Ask away" })).toBeTruthy();
  });
});
