import { fireEvent, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { HistoryState } from "../../protocol/state";
import { options, showChat, THREAD } from "../testing";
import { ChatHistory } from "./ChatHistory";

const THREADS = [
  { ...THREAD, id: "thr_1", title: "Apples" },
  { ...THREAD, id: "thr_2", title: null },
];

function open(change: Partial<HistoryState> = {}, showRename = true, showDelete = true) {
  const history = { open: true, loading: false, threads: THREADS, next: null, error: null };
  return showChat(<ChatHistory />, {
    thread: { ...THREAD, id: "thr_1" },
    history: { ...history, ...change },
    options: options({ history: { enabled: true, showRename, showDelete } }),
  });
}

const entry = (name: string) => {
  const found = screen.getAllByRole("listitem").find((item) => item.textContent?.includes(name));
  if (!found) throw new Error(`No entry "${name}"`);
  return within(found);
};

describe("the history", () => {
  it("is a dialog with one entry for each thread", () => {
    open();
    const dialog = screen.getByRole("dialog", { name: "History" });
    expect(within(dialog).getAllByRole("listitem")).toHaveLength(2);
    const current = screen.getByRole("button", { name: "Apples" });
    expect(current.getAttribute("aria-current")).toBe("true");
  });

  it("opens a thread, also one without a title", async () => {
    const { sent } = open();
    await userEvent.click(entry("New chat").getByRole("button", { name: "New chat" }));
    expect(sent).toEqual([{ type: "selectThread", threadId: "thr_2" }]);
  });

  it("renames in place on Enter", async () => {
    const { sent } = open();
    await userEvent.click(entry("Apples").getByRole("button", { name: "Rename" }));
    const input = screen.getByRole("textbox");
    await userEvent.clear(input);
    await userEvent.type(input, "Orchard{Enter}");
    expect(sent).toEqual([{ type: "renameThread", threadId: "thr_1", title: "Orchard" }]);
    expect(screen.queryByRole("textbox")).toBeNull();
    expect(document.activeElement).toBe(entry("Apples").getByRole("button", { name: "Rename" }));
  });

  it("keeps the title when renaming ends with Escape, or with nothing", async () => {
    const { sent } = open();
    await userEvent.click(entry("Apples").getByRole("button", { name: "Rename" }));
    await userEvent.type(screen.getByRole("textbox"), "x{Escape}");
    await userEvent.click(entry("Apples").getByRole("button", { name: "Rename" }));
    await userEvent.clear(screen.getByRole("textbox"));
    await userEvent.type(screen.getByRole("textbox"), "{Enter}");
    expect(sent).toEqual([]);
    expect(entry("Apples")).toBeTruthy();
  });

  it("asks before it deletes", async () => {
    const { sent, apply } = open();
    await userEvent.click(entry("Apples").getByRole("button", { name: "Delete" }));
    const confirm = screen.getByRole("alertdialog", { name: "Delete “Apples”?" });
    expect(sent).toEqual([]);
    await userEvent.click(within(confirm).getByRole("button", { name: "Delete" }));
    expect(sent).toEqual([{ type: "deleteThread", threadId: "thr_1" }]);
    expect(screen.queryByRole("alertdialog")).toBeNull();
    apply({ type: "history.deleted", threadId: "thr_1" });
    expect(document.activeElement).toBe(screen.getByRole("dialog", { name: "History" }));
  });

  it("deletes nothing on Cancel or Escape", async () => {
    const { sent } = open();
    await userEvent.click(entry("Apples").getByRole("button", { name: "Delete" }));
    await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
    expect(document.activeElement).toBe(entry("Apples").getByRole("button", { name: "Delete" }));
    await userEvent.click(entry("Apples").getByRole("button", { name: "Delete" }));
    fireEvent(screen.getByRole("dialog", { name: "History" }), new Event("cancel"));
    expect(screen.queryByRole("alertdialog")).toBeNull();
    expect(sent).toEqual([]);
  });

  it.each([
    ["Escape", () => fireEvent(screen.getByRole("dialog"), new Event("cancel"))],
    ["the Close button", () => fireEvent.click(screen.getByRole("button", { name: "Close" }))],
    ["a click beside it", () => fireEvent.click(screen.getByRole("dialog"))],
  ])("closes with %s", (_, close) => {
    const { sent } = open();
    close();
    expect(sent).toEqual([{ type: "closeHistory" }]);
  });

  it("says so when there is nothing", () => {
    open({ threads: [] });
    expect(screen.getByText("No conversations yet")).toBeTruthy();
  });

  it("says so while it loads and when that fails", () => {
    open({ threads: [], loading: true });
    expect(screen.getByRole("status").textContent).toContain("Loading conversations");
    expect(screen.queryByText("No conversations yet")).toBeNull();
    open({ threads: [], error: "The kernel is gone." });
    expect(screen.getByRole("alert").textContent).toBe("The kernel is gone.");
  });

  it("loads more when there is more", async () => {
    const { sent } = open({ next: "thr_2" });
    await userEvent.click(screen.getByRole("button", { name: "Show more" }));
    expect(sent).toEqual([{ type: "loadMoreHistory" }]);
  });

  it("offers only what the author allows", () => {
    open({}, false, false);
    expect(screen.queryByRole("button", { name: "Rename" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Delete" })).toBeNull();
  });

  it("can be searched when it is long, also in what is not loaded yet", async () => {
    const threads = Array.from({ length: 8 }, (_, index) => ({
      ...THREAD,
      id: `thr_${index}`,
      title: `Basket ${index}`,
    }));
    const { sent } = open({ threads, next: "x" });
    const search = screen.getByRole("searchbox", { name: "Search conversations" });
    await userEvent.type(search, "BASKET 3");
    expect(screen.getAllByRole("listitem")).toHaveLength(1);
    expect(sent.at(-1)).toEqual({ type: "loadMoreHistory" });
    await userEvent.type(search, "3");
    expect(screen.getByRole("status").textContent).toContain("No conversation");
  });

  it("needs no search when it is short", () => {
    open();
    expect(screen.queryByRole("searchbox")).toBeNull();
  });
});
