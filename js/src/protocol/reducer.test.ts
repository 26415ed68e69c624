import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromText } from "./content";
import { reduce } from "./reducer";
import {
  type ChatAction,
  type ChatState,
  EMPTY_COMPOSER,
  initialState,
  type ThreadInfo,
} from "./state";
import type {
  AssistantMessageItem,
  ThreadItem,
  ThreadStreamEvent,
  UserMessageItem,
} from "./types.gen";

const HELLO = fromText("hello");
const AT = "2026-01-01T00:00:00Z";

function question(id: string, text = id): UserMessageItem {
  return {
    id,
    thread_id: "t",
    created_at: AT,
    type: "user_message",
    content: [{ type: "input_text", text }],
    inference_options: {},
  };
}

function answer(id: string, ...texts: string[]): AssistantMessageItem {
  return {
    id,
    thread_id: "t",
    created_at: AT,
    type: "assistant_message",
    content: texts.map((text) => ({ type: "output_text", text, annotations: [] })),
  };
}

function thread(id: string, title?: string): ThreadInfo & { items: { data: ThreadItem[] } } {
  return { id, created_at: AT, items: { data: [] }, ...(title === undefined ? {} : { title }) };
}

function run(state: ChatState, ...actions: ChatAction[]): ChatState {
  return actions.reduce(reduce, state);
}

function events(...list: ThreadStreamEvent[]): ChatAction[] {
  return list.map((event) => ({ type: "event", event }));
}

function withItems(...items: ThreadItem[]): ChatState {
  return run(initialState(), {
    type: "thread.loaded",
    thread: thread("t"),
    page: { data: items.toReversed(), has_more: false },
  });
}

const ids = (state: ChatState) => state.items.map(({ id }) => id);

describe("a conversation", () => {
  it("shows the message at once and puts the server's copy in its place", () => {
    const sent = run(
      { ...initialState(), composer: { ...EMPTY_COMPOSER, draft: HELLO } },
      { type: "message.sent", item: question("local", "hello") },
    );
    expect(ids(sent)).toEqual(["local"]);
    expect(sent.composer.draft).toEqual(HELLO);
    expect(run(sent, { type: "composer.sent" }).composer.draft).toEqual([]);

    const confirmed = run(
      sent,
      ...events(
        { type: "thread.created", thread: thread("t") },
        { type: "thread.item.done", item: question("u1", "hello") },
      ),
    );
    expect(ids(confirmed)).toEqual(["u1"]);
    expect(confirmed.unsent).toBeNull();
    expect(confirmed.thread?.id).toBe("t");
    expect(confirmed.history.threads.map(({ id }) => id)).toEqual(["t"]);
  });

  it("knows which items are streaming", () => {
    const added = run(
      initialState(),
      ...events({ type: "thread.item.added", item: answer("a", "It") }),
    );
    expect(added.streaming).toEqual(["a"]);
    const done = run(added, ...events({ type: "thread.item.done", item: answer("a", "It is") }));
    expect(done.streaming).toEqual([]);
    expect(done.items).toEqual([answer("a", "It is")]);
  });

  it("keeps what was said when a response ends early, and drops an empty reply", () => {
    const state = run(
      withItems(question("u")),
      { type: "response.started" },
      ...events(
        { type: "thread.item.added", item: answer("said", "As I was") },
        { type: "thread.item.added", item: answer("silent") },
      ),
      { type: "response.ended" },
    );
    expect(ids(state)).toEqual(["u", "said"]);
    expect(state.streaming).toEqual([]);
    expect(state.response).toBeNull();
  });

  it("takes everything after the retried message away", () => {
    const state = withItems(question("u1"), answer("a1"), question("u2"), answer("a2"));
    expect(ids(run(state, { type: "retry.started", itemId: "u1" }))).toEqual(["u1"]);
  });

  it("completes a client tool's call", () => {
    const call = { ...question("c"), type: "client_tool_call", name: "pick", status: "pending" };
    const state = run(withItems(call as unknown as ThreadItem), {
      type: "clientTool.done",
      itemId: "c",
      output: { color: "red" },
    });
    expect(state.items[0]).toMatchObject({ status: "completed", output: { color: "red" } });
  });

  it("puts earlier items first, once each, and knows where the next ones start", () => {
    const state = run(withItems(question("u3")), {
      type: "older.loaded",
      page: { data: [question("u3"), question("u2"), question("u1")], has_more: true, after: "u1" },
    });
    expect(ids(state)).toEqual(["u1", "u2", "u3"]);
    expect(state.older).toEqual({ next: "u1", loading: false, error: null });
  });

  it("starts a new chat without losing what is typed", () => {
    const state = run(
      withItems(question("u")),
      { type: "draft.changed", content: HELLO },
      { type: "thread.new" },
    );
    expect(state.thread).toBeNull();
    expect(state.items).toEqual([]);
    expect(state.composer.draft).toBe(HELLO);
  });
});

describe("events of a response", () => {
  it("set the options, the progress and the error, which the next response clears", () => {
    const state = run(
      initialState(),
      { type: "response.started" },
      ...events(
        { type: "stream_options", stream_options: { allow_cancel: false } },
        { type: "progress_update", text: "Reading", icon: "search" },
      ),
    );
    expect(state.response).toMatchObject({
      allowCancel: false,
      progress: { text: "Reading", icon: "search" },
    });
    const failed = run(
      state,
      ...events({ type: "error", message: "Out of memory", allow_retry: true }),
    );
    expect(failed.error).toEqual({ message: "Out of memory", allowRetry: true });
    expect(run(failed, { type: "response.started" }).error).toBeNull();
  });

  it("take the progress away when the next item begins", () => {
    const state = run(
      initialState(),
      { type: "response.started" },
      ...events(
        { type: "progress_update", text: "Reading" },
        { type: "thread.item.added", item: answer("a") },
      ),
    );
    expect(state.response?.progress).toBeNull();
  });

  it("show notices until each is dismissed", () => {
    const state = run(
      initialState(),
      ...events(
        { type: "notice", level: "info", message: "one" },
        { type: "notice", level: "danger", message: "two", title: "Careful" },
      ),
    );
    expect(state.notices.map(({ title, message }) => [title, message])).toEqual([
      [null, "one"],
      ["Careful", "two"],
    ]);
    const [first] = state.notices;
    const left = run(state, { type: "notice.dismissed", id: first?.id ?? 0 });
    expect(left.notices.map(({ message }) => message)).toEqual(["two"]);
  });

  it("remove and replace items", () => {
    const state = run(
      withItems(question("u"), answer("a", "one"), answer("b")),
      ...events(
        { type: "thread.item.replaced", item: answer("a", "two") },
        { type: "thread.item.removed", item_id: "b" },
      ),
    );
    expect(state.items).toEqual([question("u"), answer("a", "two")]);
  });

  it("of an unknown type change nothing", () => {
    const state = withItems(question("u"));
    const [action] = events({ type: "from.the.future" } as unknown as ThreadStreamEvent);
    expect(reduce(state, action as ChatAction)).toBe(state);
  });

  it("share every item that they do not change", () => {
    const state = withItems(question("u"), answer("a", ""));
    const next = run(
      state,
      ...events({
        type: "thread.item.updated",
        item_id: "a",
        update: { type: "assistant_message.content_part.text_delta", content_index: 0, delta: "x" },
      }),
    );
    expect(next.items[0]).toBe(state.items[0]);
    expect(next.items[1]).toEqual(answer("a", "x"));
  });

  it("add up to the text, however it is cut, and leave the state before untouched", () => {
    const delta = fc.record({ index: fc.nat({ max: 1 }), text: fc.string() });
    fc.assert(
      fc.property(fc.array(delta), (deltas) => {
        const before = withItems(answer("a", "", ""));
        const copy = structuredClone(before);
        const after = run(
          before,
          ...deltas.flatMap(({ index, text }) =>
            events({
              type: "thread.item.updated",
              item_id: "a",
              update: {
                type: "assistant_message.content_part.text_delta",
                content_index: index,
                delta: text,
              },
            }),
          ),
        );
        const texts = [0, 1].map((part) =>
          deltas
            .filter(({ index }) => index === part)
            .map(({ text }) => text)
            .join(""),
        );
        expect(after.items).toEqual([answer("a", ...texts)]);
        expect(before).toEqual(copy);
      }),
    );
  });
});

describe("the history", () => {
  const loaded = run(
    initialState(),
    { type: "history.opened" },
    { type: "history.loading" },
    {
      type: "history.loaded",
      append: false,
      page: {
        data: [thread("b", "Pears"), thread("a", "Apples")] as never,
        has_more: true,
        after: "a",
      },
    },
  );
  const titles = (state: ChatState) => state.history.threads.map(({ title }) => title);

  it("lists threads and adds the next page, each thread once", () => {
    expect(titles(loaded)).toEqual(["Pears", "Apples"]);
    expect(loaded.history).toMatchObject({ open: true, loading: false, next: "a" });
    const more = run(loaded, {
      type: "history.loaded",
      append: true,
      page: { data: [thread("a", "Apples"), thread("c", "Plums")] as never, has_more: false },
    });
    expect(titles(more)).toEqual(["Pears", "Apples", "Plums"]);
    expect(more.history.next).toBeNull();
  });

  it("follows renames, also of the current thread, and deletions", () => {
    const current = { ...loaded, thread: thread("a", "Apples") };
    const renamed = run(current, { type: "history.renamed", threadId: "a", title: "Orchard" });
    expect(titles(renamed)).toEqual(["Pears", "Orchard"]);
    expect(renamed.thread?.title).toBe("Orchard");
    expect(titles(run(renamed, { type: "history.deleted", threadId: "b" }))).toEqual(["Orchard"]);
  });

  it("takes a new title from the server", () => {
    const state = run(
      loaded,
      ...events({ type: "thread.updated", thread: thread("a", "Named") as never }),
    );
    expect(titles(state)).toEqual(["Pears", "Named"]);
    expect(state.thread?.title).toBe("Named");
  });

  it("says what failed until it is closed", () => {
    const failed = run(loaded, { type: "history.failed", message: "No answer" });
    expect(failed.history).toMatchObject({ loading: false, error: "No answer" });
    expect(run(failed, { type: "history.closed" }).history.error).toBeNull();
  });
});
