import { beforeEach, describe, expect, it } from "vitest";
import { json } from "../transport/fake";
import { question, setUp, thread } from "./testing/setup";
import { loadItems, loadThread } from "./threads";

let chat: ReturnType<typeof setUp>;
beforeEach(() => {
  chat = setUp();
});

describe("loadThread", () => {
  it("needs one request for a short thread", async () => {
    chat.server.on("threads.get_by_id", () =>
      json(thread("t", [question("u1"), question("u2")], { title: "Trip" })),
    );
    const loaded = await loadThread(chat.api(), "t");
    expect(loaded.thread).toMatchObject({ id: "t", title: "Trip" });
    expect(loaded.thread).not.toHaveProperty("items");
    expect(loaded.page.data?.map(({ id }) => id)).toEqual(["u2", "u1"]);
    expect(chat.server.requests).toHaveLength(1);
  });

  it("asks for the end of a long one", async () => {
    const items = { data: [question("u1")], has_more: true, after: "u1" };
    chat.server.on("threads.get_by_id", () => json({ ...thread("t"), items }));
    const page = { data: [question("u9")], has_more: true, after: "u9" };
    chat.server.on("items.list", () => json(page));
    expect((await loadThread(chat.api(), "t")).page).toEqual(page);
    const { params } = chat.server.requests[1] as { params: object };
    expect(params).toMatchObject({ thread_id: "t", order: "desc" });
    expect(params).not.toHaveProperty("after");
  });
});

describe("loadItems", () => {
  it("asks for what comes before a cursor", async () => {
    chat.server.on("items.list", () => json({ data: [], has_more: false }));
    await loadItems(chat.api(), "t", "u9");
    expect(chat.server.requests[0]).toMatchObject({ params: { thread_id: "t", after: "u9" } });
  });
});
