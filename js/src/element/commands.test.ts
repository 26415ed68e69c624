import { beforeEach, describe, expect, it, vi } from "vitest";
import { fromText } from "../protocol/content";
import { json, streamed } from "../transport/fake";
import type { PageCommand } from "./bridge";
import { runCommand } from "./commands";
import type { HostAnswer } from "./queries";
import { answer, question, setUp, thread } from "./testing/setup";

let chat: ReturnType<typeof setUp>;
let element: HTMLElement;
let answers: HostAnswer[];
const HALF = fromText("half a");

beforeEach(() => {
  chat = setUp();
  element = document.createElement("div");
  answers = [];
});

function run(command: PageCommand): Promise<void> {
  return runCommand({ ...chat, element, reply: (answer) => answers.push(answer) }, command);
}

describe("commands of the frame", () => {
  it("send a message and retry it", async () => {
    chat.server.on("threads.create", () =>
      streamed(
        { type: "thread.created", thread: thread("t") },
        { type: "thread.item.done", item: question("u", "Hi") },
      ),
    );
    await run({ type: "send", content: [{ type: "input_text", text: "Hi" }] });
    chat.server.on("threads.retry_after_item", () =>
      streamed({ type: "thread.item.done", item: answer("a") }),
    );
    await run({ type: "retry", itemId: null });
    expect(chat.store.state.items.map(({ id }) => id)).toEqual(["u", "a"]);
  });

  it("open a thread from the history, which closes", async () => {
    chat.server.on("threads.list", () => json({ data: [thread("a")], has_more: false }));
    chat.server.on("threads.get_by_id", () => json(thread("a", [question("u")])));
    await run({ type: "openHistory" });
    expect(chat.store.state.history.open).toBe(true);
    await run({ type: "selectThread", threadId: "a" });
    expect(chat.store.state).toMatchObject({ thread: { id: "a" }, history: { open: false } });
  });

  it("start a new chat when the thread that is shown is deleted, and only then", async () => {
    chat.server.on("threads.get_by_id", () => json(thread("a", [question("u")])));
    chat.server.on("threads.delete", () => json({}));
    await chat.session.open("a");
    await run({ type: "deleteThread", threadId: "b" });
    expect(chat.store.state.thread?.id).toBe("a");
    await run({ type: "deleteThread", threadId: "a" });
    expect(chat.store.state).toMatchObject({ thread: null, items: [] });
  });

  it("keep what is typed and where the thread is scrolled to", async () => {
    await run({ type: "setDraft", content: HALF });
    await run({ type: "setScroll", place: { item: "a", offset: -40 } });
    expect(chat.store.state).toMatchObject({
      composer: { draft: HALF, revision: 0 },
      scroll: { item: "a", offset: -40 },
    });
  });

  it("dismiss errors and notices", async () => {
    chat.store.dispatch(
      { type: "error.set", error: { message: "x", allowRetry: false } },
      { type: "event", event: { type: "notice", level: "info", message: "n" } },
    );
    await run({ type: "dismissError" });
    await run({ type: "dismissNotice", id: chat.store.state.notices[0]?.id ?? 0 });
    expect(chat.store.state).toMatchObject({ error: null, notices: [] });
  });

  it("press the header's buttons", async () => {
    const onClick = vi.fn();
    chat.setOptions({ header: { rightAction: { icon: "home", onClick } } });
    await run({ type: "headerAction", side: "left" });
    expect(onClick).not.toHaveBeenCalled();
    await run({ type: "headerAction", side: "right" });
    expect(onClick).toHaveBeenCalledOnce();
  });

  it("repeat a shortcut on the page, where the notebook hears it", async () => {
    const heard: KeyboardEvent[] = [];
    const parent = document.createElement("div");
    parent.append(element);
    parent.addEventListener("keydown", (event) => heard.push(event));
    const modifiers = { ctrlKey: true, metaKey: false, shiftKey: false, altKey: false };
    await run({ type: "shortcut", key: { key: "s", code: "KeyS", ...modifiers } });
    expect(heard).toHaveLength(1);
    expect(heard[0]).toMatchObject({ key: "s", code: "KeyS", ctrlKey: true });
  });

  it("tell the page of entities, links and what is worth a log", async () => {
    const onClick = vi.fn();
    chat.setOptions({ entities: { onClick } });
    const entity = { id: "7", title: "Order 7" };
    await run({ type: "clickEntity", entity });
    await run({ type: "deepLink", url: "chatkit-link://order?id=7&tab=a%20b" });
    await run({ type: "deepLink", url: "https://example.com/order" });
    await run({ type: "log", name: "menu.open" });
    expect(onClick).toHaveBeenCalledWith(entity);
    expect(chat.details("chatkit.deeplink")).toEqual([
      { name: "order", data: { id: "7", tab: "a b" } },
    ]);
    expect(chat.details("chatkit.log")).toEqual([{ name: "menu.open" }]);
  });

  it("ask the page and get an answer", async () => {
    chat.setOptions({ entities: { onTagSearch: async (query) => [{ id: "7", title: query }] } });
    await run({ type: "query", id: 3, name: "searchEntities", ask: { query: "ord" } });
    expect(answers).toEqual([{ type: "answer", id: 3, value: [{ id: "7", title: "ord" }] }]);
  });

  it("report what goes wrong", async () => {
    await run({ type: "send", content: [] });
    expect(chat.details("chatkit.error")).toMatchObject([
      { error: { message: "A message needs a text or an attachment." } },
    ]);
  });
});
