import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ClientToolCallItem } from "../protocol/types.gen";
import { json, streamed } from "../transport/fake";
import { answer, message, question, setUp, thread } from "./testing/setup";

let chat: ReturnType<typeof setUp>;
beforeEach(() => {
  chat = setUp();
});

const ids = () => chat.store.state.items.map(({ id }) => id);
const types = () => chat.server.requests.map(({ type }) => type);

/** Shows a thread with these items. */
async function opened(...items: Parameters<typeof thread>[1] & object) {
  chat.server.on("threads.get_by_id", () => json(thread("t", items)));
  await chat.session.open("t");
}

describe("sending", () => {
  it("shows the message at once, creates a thread, and shows the answer", async () => {
    const stream = chat.server.streamOn("threads.create");
    const sending = chat.session.send(message("Hi"));
    expect(chat.store.state.items).toMatchObject([{ content: [{ text: "Hi" }] }]);
    stream.send(
      { type: "thread.created", thread: thread("t") },
      { type: "thread.item.done", item: question("u", "Hi") },
      { type: "thread.item.done", item: answer("a") },
    );
    stream.end();
    await sending;
    expect(ids()).toEqual(["u", "a"]);
    expect(chat.store.state.response).toBeNull();
    expect(chat.details("chatkit.thread.change")).toEqual([{ threadId: "t" }]);
    expect(chat.emitted.map(([name]) => name)).toContain("chatkit.response.start");
    expect(chat.emitted.at(-1)?.[0]).toBe("chatkit.response.end");
  });

  it("adds to the thread that is shown", async () => {
    await opened();
    chat.server.on("threads.add_user_message", () => streamed());
    await chat.session.send(message("More"));
    expect(chat.server.requests.at(-1)).toEqual({
      type: "threads.add_user_message",
      params: { thread_id: "t", input: message("More").input },
    });
  });

  it("is refused while a response arrives", async () => {
    const stream = chat.server.streamOn("threads.create");
    const sending = chat.session.send(message("One"));
    await expect(chat.session.send(message("Two"))).rejects.toThrow("still arriving");
    stream.end();
    await sending;
    expect(types()).toEqual(["threads.create"]);
  });

  it("passes client effects on to the page", async () => {
    chat.server.on("threads.create", () =>
      streamed({ type: "client_effect", name: "glow", data: { hue: 7 } }),
    );
    await chat.session.send(message("Hi"));
    expect(chat.details("chatkit.effect")).toEqual([{ name: "glow", data: { hue: 7 } }]);
  });
});

describe("stopping", () => {
  it("keeps what was said and shows no error", async () => {
    const stream = chat.server.streamOn("threads.create");
    const sending = chat.session.send(message("Hi"));
    stream.send(
      { type: "thread.created", thread: thread("t") },
      { type: "thread.item.done", item: question("u", "Hi") },
      { type: "thread.item.added", item: answer("a", "As I was") },
    );
    await expect.poll(() => chat.store.state.streaming).toEqual(["a"]);
    chat.session.stop();
    await sending;
    expect(chat.store.state).toMatchObject({ response: null, error: null, streaming: [] });
    expect(ids()).toEqual(["u", "a"]);
    expect(chat.details("chatkit.error")).toEqual([]);
    expect(stream.closed).toBe(true);
  });
});

describe("retrying", () => {
  it("sends a message again that never reached the server", async () => {
    chat.server.on("threads.create", () => json({ message: "The kernel restarts." }, 503));
    await chat.session.send(message("Hi"));
    expect(chat.store.state.error).toEqual({ message: "The kernel restarts.", allowRetry: true });
    expect(chat.store.state.items).toHaveLength(1);

    chat.server.on("threads.create", () =>
      streamed(
        { type: "thread.created", thread: thread("t") },
        { type: "thread.item.done", item: question("u", "Hi") },
      ),
    );
    await chat.session.retry(null);
    expect(types()).toEqual(["threads.create", "threads.create"]);
    expect(ids()).toEqual(["u"]);
    expect(chat.store.state.error).toBeNull();
  });

  it("asks for another answer after one that failed", async () => {
    await opened(question("u1"), answer("a1"), question("u2"));
    chat.server.on("threads.retry_after_item", () =>
      streamed({ type: "error", message: "ValueError: no", allow_retry: true }),
    );
    await chat.session.retry(null);
    expect(chat.store.state.error?.message).toBe("ValueError: no");
    expect(chat.details("chatkit.error")).toMatchObject([{ error: { message: "ValueError: no" } }]);

    chat.server.on("threads.retry_after_item", () =>
      streamed({ type: "thread.item.done", item: answer("a2") }),
    );
    await chat.session.retry(null);
    expect(chat.server.requests.at(-1)).toMatchObject({ params: { item_id: "u2" } });
    expect(ids()).toEqual(["u1", "a1", "u2", "a2"]);
  });

  it("of an answer goes back to the message before it", async () => {
    await opened(question("u1"), answer("a1"), question("u2"), answer("a2"));
    chat.server.on("threads.retry_after_item", () =>
      streamed({ type: "thread.item.done", item: answer("a3") }),
    );
    await chat.session.retry("a1");
    expect(chat.server.requests.at(-1)).toEqual({
      type: "threads.retry_after_item",
      params: { thread_id: "t", item_id: "u1" },
    });
    expect(ids()).toEqual(["u1", "a3"]);
  });
});

describe("opening a thread", () => {
  it("shows its newest items and where the earlier ones start", async () => {
    const page = { data: [answer("a9"), question("u9")], has_more: true, after: "u9" };
    const first = { data: [question("u1")], has_more: true, after: "u1" };
    chat.server.on("threads.get_by_id", () => json({ ...thread("t"), items: first }));
    chat.server.on("items.list", () => json(page));
    await chat.session.open("t");
    expect(ids()).toEqual(["u9", "a9"]);

    chat.server.on("items.list", () => json({ data: [question("u8")], has_more: false }));
    await chat.session.loadOlder();
    expect(chat.server.requests.at(-1)).toMatchObject({ params: { after: "u9", order: "desc" } });
    expect(ids()).toEqual(["u8", "u9", "a9"]);
    expect(chat.store.state.older.next).toBeNull();
  });

  it("says so where the earlier ones can not be read, and reads them when it can again", async () => {
    const page = { data: [question("u9")], has_more: true, after: "u9" };
    chat.server.on("threads.get_by_id", () => json({ ...thread("t"), items: page }));
    chat.server.on("items.list", () => json(page));
    await chat.session.open("t");
    chat.server.on("items.list", () => json({ message: "Busy." }, 503));
    await chat.session.loadOlder();
    expect(chat.store.state).toMatchObject({ error: null, older: { next: "u9", error: "Busy." } });

    const older = { data: [question("u8")], has_more: false };
    chat.server.on("items.list", ({ params }) => json("after" in params ? older : page));
    await chat.session.reconnected({ runtime: "r", running: [], changed: [] });
    await vi.waitFor(() => expect(ids()).toEqual(["u8", "u9"]));
    expect(chat.store.state.older).toEqual({ next: null, loading: false, error: null });
  });

  it("forgets a page of earlier ones that come before what is gone", async () => {
    const page = (id: string) => ({ data: [question(id)], has_more: true, after: id });
    chat.server.on("threads.get_by_id", () => json({ ...thread("t"), items: page("u1") }));
    chat.server.on("items.list", () => json(page("u9")));
    await chat.session.open("t");
    let answerOlder = (_: Response) => {};
    chat.server.on("items.list", () => new Promise((resolve) => (answerOlder = resolve)));
    const loading = chat.session.loadOlder();
    chat.server.on("items.list", () => json(page("u99")));
    await chat.session.refresh();
    answerOlder(json(page("u8")));
    await loading;
    expect(ids()).toEqual(["u99"]);
    expect(chat.store.state.older).toEqual({ next: "u99", loading: false, error: null });
  });

  it("announces its start and end", async () => {
    await opened();
    expect(chat.emitted.map(([name]) => name)).toEqual([
      "chatkit.thread.load.start",
      "chatkit.thread.change",
      "chatkit.thread.load.end",
    ]);
  });

  it("that fails says why, keeps the thread to come back to, and can be tried again", async () => {
    chat.server.on("threads.get_by_id", () => json({ message: "Busy." }, 503));
    await chat.session.open("t");
    expect(chat.store.state.error).toEqual({ message: "Busy.", allowRetry: true });
    expect(chat.details("chatkit.thread.change")).toEqual([]);

    chat.server.on("threads.get_by_id", () => json(thread("t", [question("u")])));
    await chat.session.retry(null);
    expect(ids()).toEqual(["u"]);
    expect(chat.store.state.error).toBeNull();
  });

  it("that is gone starts a new chat where the page only remembered it", async () => {
    chat.server.on("threads.get_by_id", () => json({ message: "No such thread." }, 404));
    await chat.session.open("t", "new chat");
    expect(chat.store.state).toMatchObject({ thread: null, loading: null, error: null });
  });

  it("is overtaken by the one that was asked for later", async () => {
    let release = (_: Response) => {};
    const late = new Promise<Response>((resolve) => {
      release = resolve;
    });
    chat.server.on("threads.get_by_id", () => late);
    const first = chat.session.open("slow");
    chat.server.on("threads.get_by_id", () => json(thread("quick", [question("q")])));
    await chat.session.open("quick");
    release(json(thread("slow", [question("s")])));
    await first;
    expect(chat.store.state.thread?.id).toBe("quick");
    expect(ids()).toEqual(["q"]);
  });
});

describe("moving on while a response arrives", () => {
  it("shows nothing of it any more and does not stop it", async () => {
    const stream = chat.server.streamOn("threads.create");
    const sending = chat.session.send(message("Hi"));
    stream.send({ type: "thread.created", thread: thread("t") });
    await expect.poll(() => chat.store.state.thread?.id).toBe("t");
    chat.session.startNew();
    await sending;
    expect(chat.store.state).toMatchObject({ thread: null, items: [], response: null });
    expect(chat.details("chatkit.thread.change")).toEqual([{ threadId: "t" }, { threadId: null }]);
    await expect.poll(() => stream.closed).toBe(true);
  });
});

describe("a client tool", () => {
  const call: ClientToolCallItem = {
    id: "c",
    thread_id: "t",
    created_at: "2026-01-01T00:00:00Z",
    type: "client_tool_call",
    call_id: "call",
    name: "pick",
    arguments: { from: "palette" },
    status: "pending",
  };

  beforeEach(async () => {
    await opened();
    chat.server.on("threads.add_user_message", () =>
      streamed({ type: "thread.item.done", item: call }),
    );
  });

  it("is run by the page, and the response goes on with its result", async () => {
    chat.setOptions({ onClientTool: ({ params }) => ({ color: `red from ${params.from}` }) });
    chat.server.on("threads.add_client_tool_output", () =>
      streamed({ type: "thread.item.done", item: answer("a") }),
    );
    await chat.session.send(message("Pick"));
    expect(chat.server.requests.at(-1)).toEqual({
      type: "threads.add_client_tool_output",
      params: { thread_id: "t", result: { color: "red from palette" } },
    });
    expect(chat.store.state.items.at(-2)).toMatchObject({ status: "completed" });
    expect(ids().at(-1)).toBe("a");
  });

  it("without a handler is an error that names it", async () => {
    await chat.session.send(message("Pick"));
    expect(chat.store.state.error?.message).toContain("“pick”");
  });
});

describe("a custom action", () => {
  it("is sent with the widget it came from", async () => {
    await opened();
    chat.server.on("threads.custom_action", () => streamed());
    await chat.session.sendAction({ type: "order.approve", payload: { id: 7 } }, "w");
    expect(chat.server.requests.at(-1)).toEqual({
      type: "threads.custom_action",
      params: {
        thread_id: "t",
        action: { type: "order.approve", payload: { id: 7 } },
        item_id: "w",
      },
    });
  });

  it("needs a thread", async () => {
    await expect(chat.session.sendAction({ type: "x" })).rejects.toThrow("needs a thread");
  });
});

describe("refreshing", () => {
  it("shows what the server has now", async () => {
    await opened(question("u"));
    chat.server.on("threads.get_by_id", () => json(thread("t", [question("u"), answer("a")])));
    await chat.session.refresh();
    expect(ids()).toEqual(["u", "a"]);
  });
});

describe("feedback", () => {
  it("is told to the server, and shown", async () => {
    await opened(question("u"), answer("a"));
    chat.server.on("items.feedback", () => json({}));
    await chat.session.giveFeedback(["a"], "positive");
    expect(chat.server.requests.at(-1)).toEqual({
      type: "items.feedback",
      params: { thread_id: "t", item_ids: ["a"], kind: "positive" },
    });
    expect(chat.store.state.feedback).toEqual({ a: "positive" });
  });

  it("outlives reading the thread again, but not another thread", async () => {
    await opened(answer("a"));
    chat.server.on("items.feedback", () => json({}));
    await chat.session.giveFeedback(["a"], "negative");
    await chat.session.refresh();
    expect(chat.store.state.feedback).toEqual({ a: "negative" });
    await opened();
    expect(chat.store.state.feedback).toEqual({});
  });
});

describe("answering questions", () => {
  it("goes on with the response", async () => {
    await opened(question("u"));
    chat.server.on("threads.add_structured_input", () =>
      streamed({ type: "thread.item.done", item: answer("a") }),
    );
    const input = { status: "answered" as const, answers: { q: { values: ["red"] } } };
    await chat.session.submitInput("s", input);
    expect(chat.server.requests.at(-1)).toEqual({
      type: "threads.add_structured_input",
      params: { thread_id: "t", item_id: "s", input },
    });
    expect(ids().at(-1)).toBe("a");
  });
});
