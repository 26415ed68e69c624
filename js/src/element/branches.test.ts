import { beforeEach, expect, it, vi } from "vitest";
import { json, streamed } from "../transport/fake";
import type { AskNotebook } from "./notebook";
import { answer, question, setUp, thread } from "./testing/setup";

const asked = vi.fn<(type: string, about: object) => unknown>();
let chat: ReturnType<typeof setUp>;

beforeEach(async () => {
  asked.mockReset().mockReturnValue({ branches: {} });
  chat = setUp(undefined, (async (type: string, about: object) =>
    asked(type, about)) as AskNotebook);
  const items = [question("u1"), answer("a1"), question("u2"), answer("a2")];
  chat.server.on("threads.get_by_id", () => json(thread("t", items)));
  await chat.session.open("t");
});

const ids = () => chat.store.state.items.map(({ id }) => id);
const CONTENT = [{ type: "input_text" as const, text: "Zwei" }];

it("asks at which messages a thread that was opened branches", async () => {
  const places = { u2: { index: 1, count: 2 } };
  asked.mockReturnValue({ branches: places });
  await chat.session.open("t");
  await vi.waitFor(() => expect(chat.store.state.branches).toEqual(places));
});

it("says something else in the place of a message, and shows nothing of what followed", async () => {
  chat.server.on("threads.add_user_message", () =>
    streamed(
      { type: "thread.item.done", item: question("u3", "Zwei") },
      { type: "thread.item.done", item: answer("a3") },
    ),
  );
  asked.mockImplementation((type) =>
    type === "branches.list" ? { branches: { u3: { index: 1, count: 2 } } } : { branches: {} },
  );
  await chat.branches.edit("u2", CONTENT);
  expect(asked).toHaveBeenCalledWith("branches.leave", { thread_id: "t", item_id: "u2" });
  expect(chat.server.requests.at(-1)).toEqual({
    type: "threads.add_user_message",
    params: {
      thread_id: "t",
      input: { content: CONTENT, attachments: [], inference_options: {} },
    },
  });
  expect(ids()).toEqual(["u1", "a1", "u3", "a3"]);
  await vi.waitFor(() => expect(chat.store.state.branches).toEqual({ u3: { index: 1, count: 2 } }));
});

it("keeps what comes before, also where the thread was read again in the meantime", async () => {
  chat.server.on("threads.add_user_message", () => streamed());
  asked.mockImplementation((type) => {
    const page = { data: [answer("a1"), question("u1")], has_more: false };
    const synced = { type: "thread.synced", thread: { id: "t", created_at: "" }, page } as const;
    if (type === "branches.leave") chat.store.dispatch(synced);
    return { branches: {} };
  });
  await chat.branches.edit("u2", CONTENT);
  expect(ids().slice(0, -1)).toEqual(["u1", "a1"]);
});

it("shows another version with what followed it", async () => {
  const places = { u2: { index: 0, count: 2 } };
  asked.mockReturnValue({ branches: places });
  chat.server.on("threads.get_by_id", () => json(thread("t", [question("a"), answer("b")])));
  await chat.branches.switch("u2", 1);
  expect(asked).toHaveBeenCalledWith("branches.switch", {
    thread_id: "t",
    item_id: "u2",
    index: 1,
  });
  expect(ids()).toEqual(["a", "b"]);
  expect(chat.store.state.branches).toEqual(places);
});

it("says why a message can not be edited, and changes nothing", async () => {
  asked.mockImplementation(() => {
    throw new Error("A response is still arriving; stop it first.");
  });
  await chat.branches.edit("u1", CONTENT);
  expect(chat.store.state.error?.message).toBe("A response is still arriving; stop it first.");
  expect(ids()).toEqual(["u1", "a1", "u2", "a2"]);
});

it("asks nothing where no notebook answers", async () => {
  const plain = setUp();
  plain.server.on("threads.get_by_id", () => json(thread("t", [question("u1")])));
  await plain.session.open("t");
  await plain.branches.edit("u1", CONTENT);
  expect(plain.server.requests.map(({ type }) => type)).toEqual(["threads.get_by_id"]);
});
