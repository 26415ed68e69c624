import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { NO_OLDER } from "../protocol/state";
import { Chat } from "./Chat";
import { answer, options, question, RESPONSE, showChat, THREAD } from "./testing";

const RETRY = options({ threadItemActions: { feedback: false, retry: true } });
const ITEMS = [question("q", "Why?"), answer("a", "Because.")];
const button = (name: string) => screen.getByRole("button", { name });

function delta(itemId: string, text: string) {
  const update = {
    type: "assistant_message.content_part.text_delta",
    content_index: 0,
    delta: text,
  } as const;
  return {
    type: "event",
    event: { type: "thread.item.updated", item_id: itemId, update },
  } as const;
}

describe("the chat", () => {
  it("begins with a greeting and prompts to send", async () => {
    const prompts = [{ label: "Late orders", prompt: "Which orders are late?" }];
    const { sent } = showChat(<Chat />, {
      options: options({ startScreen: { greeting: "Ask me", prompts } }),
    });
    expect(screen.getByRole("heading", { name: "Ask me" })).toBeTruthy();
    expect(sent).toEqual([{ type: "ready" }]);
    await userEvent.click(button("Late orders"));
    expect(sent.at(-1)).toEqual({
      type: "prompt",
      content: [{ type: "input_text", text: "Which orders are late?" }],
    });
  });

  it("that is a preview shows only the thread", () => {
    const shown = { thread: THREAD, items: ITEMS, options: options({ preview: true }) };
    showChat(<Chat />, shown);
    expect(screen.getAllByRole("article")).toHaveLength(2);
    expect(screen.queryByRole("textbox")).toBeNull();
  });

  it("shows the thread as a log of articles", () => {
    showChat(<Chat />, { thread: THREAD, items: ITEMS });
    const articles = within(screen.getByRole("log")).getAllByRole("article");
    expect(articles.map((article) => article.dataset)).toMatchObject([
      { itemId: "q", itemType: "user_message" },
      { itemId: "a", itemType: "assistant_message" },
    ]);
    expect(screen.getByRole("heading", { name: "Orders" })).toBeTruthy();
  });

  it("takes what the user thinks of an answer", async () => {
    const { sent, apply } = showChat(<Chat />, {
      thread: THREAD,
      items: [...ITEMS, answer("b", "Truly.")],
      options: options({ threadItemActions: { feedback: true, retry: false } }),
    });
    await userEvent.click(button("Good response"));
    expect(sent.at(-1)).toEqual({ type: "feedback", itemIds: ["a", "b"], kind: "positive" });
    apply({ type: "feedback.given", itemIds: ["a", "b"], kind: "positive" });
    expect(button("Good response").getAttribute("aria-pressed")).toBe("true");
    expect(button("Bad response").getAttribute("aria-pressed")).toBe("false");
  });

  it("replies to what is marked in the thread", async () => {
    const { sent } = showChat(<Chat />, { thread: THREAD, items: ITEMS });
    const paragraph = screen.getByText("Because.");
    act(() => {
      document.getSelection()?.selectAllChildren(paragraph);
      document.dispatchEvent(new Event("selectionchange"));
    });
    await userEvent.click(button("Reply"));
    expect(sent.at(-1)).toEqual({ type: "setQuote", text: "Because." });
    expect(document.activeElement).toBe(screen.getByRole("textbox"));
  });

  it("marks what is streaming, and shows each delta", () => {
    const { apply } = showChat(<Chat />, {
      thread: THREAD,
      items: ITEMS,
      streaming: ["a"],
      response: RESPONSE,
    });
    const article = screen.getByRole("article", { name: "Assistant" });
    expect(article.getAttribute("aria-busy")).toBe("true");
    apply(delta("a", " Truly."));
    expect(article.textContent).toContain("Because. Truly.");
    apply({ type: "response.ended" });
    expect(article.getAttribute("aria-busy")).toBeNull();
  });

  it("renders only the item that changed", () => {
    let reads = 0;
    const watched = {
      ...question("q", ""),
      get content() {
        reads += 1;
        return question("q", "Why?").content;
      },
    };
    const items = [watched, answer("a", "Because")];
    const { apply } = showChat(<Chat />, { thread: THREAD, items, streaming: ["a"] });
    reads = 0;
    apply(delta("a", "!"));
    expect(screen.getByRole("article", { name: "Assistant" }).textContent).toContain("Because!");
    expect(reads).toBe(0);
  });

  it("says that it thinks, or what it does, until there is something to read", () => {
    const { apply } = showChat(<Chat />, { thread: THREAD, items: ITEMS, response: RESPONSE });
    expect(screen.getByRole("status").textContent).toBe("Thinking");
    const event = { type: "progress_update", text: "Reading the ledger" } as const;
    apply({ type: "event", event });
    expect(screen.getByRole("status").textContent).toBe("Reading the ledger");
    apply({ type: "response.ended" });
    expect(screen.queryByRole("status")).toBeNull();
  });

  it("answers a question again", async () => {
    const { sent } = showChat(<Chat />, { thread: THREAD, items: ITEMS, options: RETRY });
    await userEvent.click(
      within(screen.getByRole("article", { name: "Assistant" })).getByRole("button", {
        name: "Retry",
      }),
    );
    expect(sent.at(-1)).toEqual({ type: "retry", itemId: "q" });
  });

  it.each([
    ["the author has not asked for it", { options: options({}) }],
    [
      "the thread is closed",
      { options: RETRY, thread: { ...THREAD, status: { type: "closed" as const } } },
    ],
  ])("offers no Retry while %s", (_, change) => {
    showChat(<Chat />, { thread: THREAD, items: ITEMS, ...change });
    expect(screen.queryByRole("button", { name: "Retry" })).toBeNull();
  });

  it("copies an answer as it was written", async () => {
    const user = userEvent.setup();
    const write = vi.spyOn(navigator.clipboard, "writeText");
    showChat(<Chat />, { thread: THREAD, items: [question("q", "?"), answer("a", "**So.**")] });
    const article = within(screen.getByRole("article", { name: "Assistant" }));
    await user.click(article.getByRole("button", { name: "Copy" }));
    expect(write).toHaveBeenCalledWith("**So.**");
  });

  it("shows an error as an alert of one line, with Retry where that can help", async () => {
    const error = { message: "ValueError: no order 42", allowRetry: true };
    const { sent, apply } = showChat(<Chat />, { thread: THREAD, items: ITEMS, error });
    const alert = screen.getByRole("alert");
    expect(alert.textContent).toContain("ValueError: no order 42");
    await userEvent.click(within(alert).getByRole("button", { name: "Retry" }));
    expect(sent.at(-1)).toEqual({ type: "retry", itemId: null });
    apply({ type: "error.set", error: { message: null, allowRetry: false } });
    expect(screen.getByRole("alert").textContent).toBe("Something went wrong.");
    expect(screen.queryByRole("button", { name: "Retry" })).toBeNull();
  });

  it("shows an error also where there is no thread yet", () => {
    showChat(<Chat />, { error: { message: "The kernel is gone.", allowRetry: false } });
    expect(screen.getByRole("alert").textContent).toBe("The kernel is gone.");
  });

  it("shows notices until they are dismissed", async () => {
    const notice = { id: 7, level: "info", title: "Note", message: "Saved **once**." } as const;
    const { sent } = showChat(<Chat />, { thread: THREAD, items: ITEMS, notices: [notice] });
    expect(screen.getByRole("status").textContent).toContain("Saved once.");
    await userEvent.click(button("Dismiss"));
    expect(sent.at(-1)).toEqual({ type: "dismissNotice", id: 7 });
  });

  it("asks the host for a new chat, the history and earlier items", async () => {
    const older = { ...NO_OLDER, next: "x" };
    const { sent } = showChat(<Chat />, { thread: THREAD, items: ITEMS, older });
    await userEvent.click(button("New chat"));
    await userEvent.click(button("History"));
    await userEvent.click(button("Show earlier messages"));
    expect(sent.slice(-3).map(({ type }) => type)).toEqual([
      "newThread",
      "openHistory",
      "loadOlder",
    ]);
  });

  it("says so while a thread is loaded", () => {
    showChat(<Chat />, { loading: "thr_9" });
    expect(screen.getByRole("status").textContent).toContain("Loading the conversation");
    expect(screen.queryByRole("heading", { level: 2 })).toBeNull();
  });

  it("follows the author's options", () => {
    const { apply } = showChat(<Chat />, {
      thread: THREAD,
      items: ITEMS,
      options: options({
        colorScheme: "dark",
        header: {
          enabled: true,
          title: { enabled: true, text: "Shop" },
          leftAction: { icon: "home" },
          rightAction: { icon: "unheard-of" },
        },
        history: { enabled: false, showDelete: false, showRename: false },
        disclaimer: { text: "Check **facts**.", highContrast: false },
      }),
    });
    expect(document.documentElement.dataset.theme).toBe("dark");
    expect(screen.getByRole("heading", { name: "Shop" })).toBeTruthy();
    expect(button("home")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "History" })).toBeNull();
    expect(screen.getByText("facts").tagName).toBe("STRONG");
    apply({ type: "options.set", options: options({}) });
    expect(document.documentElement.dataset.theme).toBe("light");
  });
});
