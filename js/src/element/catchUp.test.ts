import { beforeEach, describe, expect, it } from "vitest";
import type { Activity } from "../protocol/activity";
import type { UserMessageItem } from "../protocol/types.gen";
import { FakeStream, json, streamed } from "../transport/fake";
import { answer, message, question, setUp, thread } from "./testing/setup";

let chat: ReturnType<typeof setUp>;
let revision: number;
beforeEach(() => {
  chat = setUp();
  revision = 0;
});

const ids = () => chat.store.state.items.map(({ id }) => id);
const QUIET: Activity = { runtime: "a", running: [], changed: [] };
const running: Activity = { ...QUIET, running: [{ response: "r", thread: "t" }] };
const changed = (): Activity => {
  revision += 1;
  return { ...QUIET, changed: [{ thread: "t", revision }] };
};

function stored(...items: Parameters<typeof thread>[1] & object): void {
  chat.server.on("threads.get_by_id", () => json(thread("t", items)));
}

async function opened(...items: Parameters<typeof thread>[1] & object): Promise<void> {
  stored(...items);
  await chat.session.open("t");
}

const READINGS: [string, () => void][] = [
  ["read again because it changed", () => chat.session.take(changed())],
  ["refreshed", () => void chat.session.refresh()],
];

/** Opens a thread and reads it; what it returns lets the answer come, as the thread was before. */
async function openedAndRead(read: () => void): Promise<() => Promise<void>> {
  chat.session.take(QUIET);
  await opened(question("u1"));
  let answerLate = (_: Response) => {};
  const late = new Promise<Response>((resolve) => {
    answerLate = resolve;
  });
  chat.server.on("threads.get_by_id", () => late);
  read();
  await expect.poll(() => chat.server.requests.length).toBe(2);
  return async () => {
    answerLate(json(thread("t", [question("u1")])));
    await new Promise((resolve) => setTimeout(resolve));
  };
}

describe("a thread that is opened while it is answered", () => {
  it("shows the answer from its beginning, with nothing twice", async () => {
    chat.session.take(running);
    const stream = new FakeStream();
    chat.server.onFollow(stream.response);
    await opened(question("u"), answer("a", "half of"));
    stream.send(
      { type: "thread.item.done", item: question("u") },
      { type: "thread.item.added", item: answer("a", "") },
      {
        type: "thread.item.updated",
        item_id: "a",
        update: {
          type: "assistant_message.content_part.text_delta",
          content_index: 0,
          delta: "half",
        },
      },
    );
    await expect.poll(() => chat.store.state.streaming).toEqual(["a"]);
    expect(chat.server.followed).toEqual(["/chat/responses/r?after=0"]);
    expect(ids()).toEqual(["u", "a"]);
    expect(chat.store.state.items[1]).toMatchObject({ content: [{ text: "half" }] });
    stream.send({ type: "thread.item.done", item: answer("a", "half of it") });
    stream.end();
    await expect.poll(() => chat.store.state.response).toBeNull();
    expect(chat.store.state).toMatchObject({ error: null, streaming: [] });
  });

  it("can be stopped", async () => {
    chat.session.take(running);
    const stream = new FakeStream();
    chat.server.onFollow(stream.response);
    await opened(question("u"));
    await expect.poll(() => chat.store.state.response).not.toBeNull();
    chat.session.stop();
    await expect.poll(() => chat.store.state.response).toBeNull();
    expect(stream.closed).toBe(true);
  });

  it("shows what is stored and what is still to come when the beginning is not kept", async () => {
    chat.session.take(running);
    chat.server.onFollow(json({ message: "lost" }, 410));
    chat.server.onFollow(
      streamed(
        {
          type: "thread.item.updated",
          item_id: "a",
          update: {
            type: "assistant_message.content_part.text_delta",
            content_index: 0,
            delta: "end",
          },
        },
        { type: "thread.item.done", item: answer("a", "all of it") },
      ),
    );
    await opened(question("u"), answer("a", "the begin"));
    await expect.poll(() => chat.server.followed).toHaveLength(2);
    expect(chat.server.followed[1]).toBe("/chat/responses/r?after=latest");
    await expect
      .poll(() => chat.store.state.items[1])
      .toMatchObject({ content: [{ text: "the begin" }] });
    expect(chat.store.state.error).toBeNull();
  });

  it("is not disturbed by a response that is gone by then", async () => {
    chat.session.take(running);
    await opened(question("u"), answer("a"));
    await expect.poll(() => chat.store.state.response).toBeNull();
    expect(chat.store.state.error).toBeNull();
    expect(ids()).toEqual(["u", "a"]);
  });
});

describe("a thread that is shown", () => {
  it("joins a response that is started elsewhere", async () => {
    chat.session.take(QUIET);
    await opened(question("u1"), answer("a1"));
    stored(question("u1"), answer("a1"), question("u2"));
    chat.server.onFollow(streamed({ type: "thread.item.done", item: answer("a2") }));
    chat.session.take(running);
    await expect.poll(ids).toEqual(["u1", "a1", "u2", "a2"]);
  });

  it("is read again when it changes elsewhere, and keeps earlier items", async () => {
    chat.session.take(QUIET);
    await opened(question("u1"));
    stored(question("u1"), answer("a1"));
    chat.session.take(changed());
    await expect.poll(ids).toEqual(["u1", "a1"]);
  });

  it("gives way to a new chat when it is deleted elsewhere", async () => {
    chat.session.take(QUIET);
    await opened(question("u1"), answer("a1"));
    chat.server.on("threads.get_by_id", () => json({ message: "gone" }, 404));
    chat.session.take(changed());
    await expect.poll(() => chat.store.state.thread).toBeNull();
    expect(ids()).toEqual([]);
  });

  it.each(READINGS)("keeps a response that came while it was %s", async (_, read) => {
    const answerLate = await openedAndRead(read);
    chat.server.on("threads.add_user_message", () =>
      streamed(
        { type: "thread.item.done", item: question("u2", "Hi") },
        { type: "thread.item.done", item: answer("a2") },
      ),
    );
    await chat.session.send(message("Hi"));
    stored(question("u1"), question("u2", "Hi"), answer("a2"));
    await answerLate();
    expect(ids()).toEqual(["u1", "u2", "a2"]);
  });

  it.each(READINGS)("keeps what a later refresh brought while it was %s", async (_, read) => {
    const answerLate = await openedAndRead(read);
    stored(question("u2"));
    await chat.session.refresh();
    await answerLate();
    expect(ids()).toEqual(["u2"]);
  });

  it("is left alone while a response of its own arrives", async () => {
    chat.session.take(QUIET);
    await opened();
    const stream = chat.server.streamOn("threads.add_user_message");
    const sending = chat.session.send(message("Hi"));
    chat.session.take({ ...changed(), ...running });
    stream.send({ type: "thread.item.done", item: question("u", "Hi") });
    await expect.poll(ids).toEqual(["u"]);
    expect(chat.server.followed).toEqual([]);
    stream.end();
    await sending;
  });
});

describe("a message without an answer", () => {
  it("offers to be answered", async () => {
    chat.session.take(QUIET);
    await opened(question("u"));
    await expect
      .poll(() => chat.store.state.error)
      .toEqual({ message: null, allowRetry: true, reason: "unanswered" });
    chat.server.on("threads.retry_after_item", () =>
      streamed({ type: "thread.item.done", item: answer("a") }),
    );
    await chat.session.retry(null);
    expect(chat.store.state.error).toBeNull();
    expect(ids()).toEqual(["u", "a"]);
  });

  it("is no news where the server tells none", async () => {
    await opened(question("u"));
    expect(chat.store.state.error).toBeNull();
  });

  it("has one when it was answered elsewhere", async () => {
    chat.session.take(QUIET);
    await opened(question("u"));
    stored(question("u"), answer("a"));
    chat.session.take(changed());
    await expect.poll(ids).toEqual(["u", "a"]);
    await expect.poll(() => chat.store.state.error).toBeNull();
  });
});

describe("an answer that is cut off", () => {
  it("says so, and offers to be given again", async () => {
    const failure = Object.assign(new Error("gone"), { name: "ResponseGoneError", status: 503 });
    const stream = chat.server.streamOn("threads.create");
    const sending = chat.session.send(message("Hi"));
    stream.send(
      { type: "thread.created", thread: thread("t") },
      { type: "thread.item.done", item: question("u", "Hi") },
      { type: "thread.item.added", item: answer("a", "As I was") },
    );
    await expect.poll(() => chat.store.state.streaming).toEqual(["a"]);
    stream.fail(failure);
    await sending;
    expect(chat.store.state.error).toMatchObject({ reason: "cutOff", allowRetry: true });
    expect(ids()).toEqual(["u", "a"]);
  });
});

describe("a message whose request got no answer", () => {
  it("is not sent twice when it arrived", async () => {
    chat.server.on("threads.create", () => json({ message: "broke off" }, 502));
    await chat.session.send(message("Hi"));
    chat.server.on("threads.list", () => json({ data: [thread("t")], has_more: false }));
    stored(question("u", "Hi"));
    chat.server.on("threads.retry_after_item", () =>
      streamed({ type: "thread.item.done", item: answer("a") }),
    );
    await chat.session.retry(null);
    expect(chat.server.requests.map(({ type }) => type)).toEqual([
      "threads.create",
      "threads.list",
      "threads.get_by_id",
      "threads.retry_after_item",
    ]);
    expect(ids()).toEqual(["u", "a"]);
  });

  it.each<[string, Partial<UserMessageItem>]>([
    ["another file", { attachments: [{ type: "file", id: "f", name: "a", mime_type: "a/b" }] }],
    ["another quote", { quoted_text: "As you said" }],
    ["another model", { inference_options: { model: "m" } }],
    ["another kind of part", { content: [{ type: "input_tag", id: "x", text: "Hi", data: {} }] }],
  ])("is sent again when one came that says the same with %s", async (_, other) => {
    chat.server.on("threads.create", () => json({ message: "broke off" }, 502));
    await chat.session.send(message("Hi"));
    chat.server.on("threads.list", () => json({ data: [thread("t")], has_more: false }));
    stored({ ...question("u", "Hi"), ...other });
    await chat.session.retry(null);
    expect(chat.server.requests.map(({ type }) => type)).toEqual([
      "threads.create",
      "threads.list",
      "threads.get_by_id",
      "threads.create",
    ]);
  });
});
