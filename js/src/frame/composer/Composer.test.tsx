import { fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { fromText } from "../../protocol/content";
import { DEFAULT_OPTIONS, EMPTY_COMPOSER, type ViewOptions } from "../../protocol/state";
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

  it.each([
    ["Send", null],
    ["Stop", RESPONSE],
  ])("leaves the focus where it is when %s is pressed", async (name, response) => {
    showChat(<ChatComposer />, { composer: typed("hi"), response });
    box().focus();
    const left: unknown[] = [];
    box().addEventListener("blur", (event) => left.push(event));
    await userEvent.click(screen.getByRole("button", { name }));
    expect(left).toEqual([]);
    expect(document.activeElement).toBe(box());
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

  it("has no buttons for what the author did not give it", () => {
    showChat(<ChatComposer />);
    expect(screen.getAllByRole("button").map(({ title }) => title)).toEqual(["Send"]);
  });

  it("is named by the author, whatever the tool says to write", () => {
    const tools = [
      { id: "w", label: "Web", icon: "globe", placeholderOverride: "Search" },
    ] as const;
    showChat(<ChatComposer />, {
      options: composerOptions({ tools }),
      composer: { ...EMPTY_COMPOSER, toolId: "w" },
    });
    expect(box().placeholder).toBe("Search");
  });

  it("offers tools in a menu, pinned ones beside it, and lets go of the chosen one", async () => {
    const tools = [
      { id: "w", label: "Search the web", shortLabel: "Web", icon: "globe" },
      { id: "c", label: "Charts", icon: "chart", pinned: true },
    ] as const;
    const { sent, apply } = showChat(<ChatComposer />, { options: composerOptions({ tools }) });
    await userEvent.click(screen.getByRole("button", { name: "Charts" }));
    expect(sent.at(-1)).toEqual({ type: "selectTool", toolId: "c" });

    await userEvent.click(screen.getByRole("button", { name: "Tools" }));
    await userEvent.keyboard("{ArrowDown}{Enter}");
    expect(sent.at(-1)).toEqual({ type: "selectTool", toolId: "w" });
    expect(document.activeElement).toBe(button("Tools"));

    apply({ type: "tool.selected", toolId: "w" });
    const chosen = screen.getByRole("button", { name: "Search the web" });
    expect(chosen.textContent).toBe("Web");
    expect(chosen.getAttribute("aria-pressed")).toBe("true");
    await userEvent.click(chosen);
    expect(sent.at(-1)).toEqual({ type: "selectTool", toolId: null });
  });

  it("offers the models, but not those that are disabled", async () => {
    const models = [
      { id: "s", label: "Small", description: "Fast" },
      { id: "l", label: "Large", default: true },
      { id: "x", label: "Huge", disabled: true },
    ];
    const { sent } = showChat(<ChatComposer />, { options: composerOptions({ models }) });
    await userEvent.click(screen.getByRole("button", { name: "Model: Large" }));
    const entry = (name: RegExp) => screen.getByRole("menuitemradio", { name });
    expect(entry(/Large/).getAttribute("aria-checked")).toBe("true");
    await userEvent.click(entry(/Huge/));
    expect(sent).toEqual([]);
    await userEvent.click(entry(/Small.*Fast/));
    expect(sent.at(-1)).toEqual({ type: "selectModel", modelId: "s" });
    expect(screen.queryByRole("menu")).toBeNull();
  });

  it("closes a menu on Escape and gives the focus back", async () => {
    showChat(<ChatComposer />, { options: composerOptions({ models: [{ id: "s", label: "S" }] }) });
    await userEvent.click(screen.getByRole("button", { name: "Model: S" }));
    expect(document.activeElement?.role).toBe("menuitemradio");
    await userEvent.keyboard("{Escape}");
    expect(screen.queryByRole("menu")).toBeNull();
    expect(document.activeElement).toBe(button("Model: S"));
  });

  it("hands over files that are picked, pasted or dropped", async () => {
    const file = new File(["a,b"], "a.csv", { type: "text/csv" });
    const attachments = { accept: { "text/csv": [".csv"] }, maxCount: 3 };
    const { sent, container } = showChat(<ChatComposer />, {
      options: composerOptions({ attachments }),
    });
    const input = container.querySelector<HTMLInputElement>("input[type=file]");
    expect(input?.accept).toBe("text/csv,.csv");
    fireEvent.change(input as HTMLInputElement, { target: { files: [file] } });
    fireEvent.paste(box(), { clipboardData: { files: [file] } });
    fireEvent.drop(window, { dataTransfer: { files: [file] } });
    expect(sent).toEqual(Array(3).fill({ type: "addFiles", files: [file] }));
  });

  it("shows how far each file is, and sends only when all are there", async () => {
    const { sent } = showChat(<ChatComposer />, {
      composer: {
        ...typed("look"),
        attachments: [
          { ...FILE, localId: "1", name: "a.csv", status: "uploading", progress: 0.4 },
          { ...FILE, localId: "2", name: "b.csv", status: "failed", error: "Too big." },
        ],
      },
    });
    expect(screen.getByRole("progressbar", { name: "Uploading a.csv" })).toBeTruthy();
    expect(screen.getByRole("alert").textContent).toBe("Too big.");
    expect(button("Send")?.disabled).toBe(true);
    await userEvent.click(screen.getByRole("button", { name: "Retry" }));
    await userEvent.click(screen.getByRole("button", { name: "Remove a.csv" }));
    expect(sent).toEqual([
      { type: "retryAttachment", localId: "2" },
      { type: "removeAttachment", localId: "1" },
    ]);
  });

  it("sends a file without a word", async () => {
    const attachments = [{ ...FILE, status: "ready", progress: 1 } as const];
    const { sent } = showChat(<ChatComposer />, { composer: { ...EMPTY_COMPOSER, attachments } });
    await userEvent.click(screen.getByRole("button", { name: "Send" }));
    expect(sent).toEqual([{ type: "send", content: [] }]);
  });

  it("records speech, finishes and cancels", async () => {
    const { sent, apply } = showChat(<ChatComposer />, {
      options: composerOptions({ dictation: true }),
    });
    await userEvent.click(screen.getByRole("button", { name: "Dictate" }));
    apply({ type: "dictation.changed", phase: "recording" });
    expect(screen.getByRole("status").textContent).toBe("Listening");
    await userEvent.click(screen.getByRole("button", { name: "Finish dictation" }));
    apply({ type: "dictation.changed", phase: "transcribing" });
    expect(screen.getByRole("status").textContent).toBe("Transcribing");
    await userEvent.click(screen.getByRole("button", { name: "Cancel dictation" }));
    expect(sent.map(({ type }) => type)).toEqual([
      "startDictation",
      "finishDictation",
      "cancelDictation",
    ]);
  });

  it("says what went wrong", async () => {
    const problem = { type: "fileTooLarge", name: "a.zip", limit: 1.5 * 1024 * 1024 } as const;
    const { sent } = showChat(<ChatComposer />, { composer: { ...EMPTY_COMPOSER, problem } });
    expect(screen.getByRole("alert").textContent).toBe("“a.zip” is larger than 1.5 MB.");
    await userEvent.click(screen.getByRole("button", { name: "Dismiss" }));
    expect(sent).toEqual([{ type: "dismissComposerProblem" }]);
  });

  it("shows what the message replies to, and lets go of it", async () => {
    const { sent } = showChat(<ChatComposer />, { composer: { ...EMPTY_COMPOSER, quote: "So." } });
    expect(screen.getByText("So.")).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Remove the quote" }));
    expect(sent).toEqual([{ type: "setQuote", text: null }]);
  });
});

const FILE = {
  localId: "1",
  name: "a.csv",
  mimeType: "text/csv",
  preview: null,
  status: "uploading",
  progress: 0,
  error: null,
  attachment: null,
} as const;

function composerOptions(change: Partial<ViewOptions["composer"]>): ViewOptions {
  return options({ composer: { ...DEFAULT_OPTIONS.composer, ...change } });
}
