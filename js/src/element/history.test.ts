import { beforeEach, describe, expect, it } from "vitest";
import { json } from "../transport/fake";
import { setUp, thread } from "./testing/setup";

let chat: ReturnType<typeof setUp>;
beforeEach(() => {
  chat = setUp();
  const data = [thread("b", [], { title: "Pears" }), thread("a", [], { title: "Apples" })];
  chat.server.on("threads.list", () => json({ data, has_more: true, after: "a" }));
});

const titles = () => chat.store.state.history.threads.map(({ title }) => title);

describe("the history", () => {
  it("opens with the newest threads, reads them anew each time, and closes", async () => {
    await chat.history.open();
    expect(titles()).toEqual(["Pears", "Apples"]);
    await chat.history.open();
    expect(titles()).toEqual(["Pears", "Apples"]);
    expect(chat.server.requests).toHaveLength(2);
    chat.history.close();
    chat.history.close();
    expect(chat.store.state.history.open).toBe(false);
    expect(chat.emitted).toEqual([
      ["chatkit.history.open", undefined],
      ["chatkit.history.close", undefined],
    ]);
  });

  it("adds the next page, and asks for none after the last", async () => {
    await chat.history.open();
    const data = [thread("z", [], { title: "Plums" })];
    chat.server.on("threads.list", () => json({ data, has_more: false }));
    await chat.history.more();
    expect(chat.server.requests.at(-1)).toMatchObject({ params: { after: "a" } });
    expect(titles()).toEqual(["Pears", "Apples", "Plums"]);
    await chat.history.more();
    expect(chat.server.requests).toHaveLength(2);
  });

  it("renames a thread, but not to nothing", async () => {
    await chat.history.open();
    chat.server.on("threads.update", () => json(thread("a")));
    await chat.history.rename("a", "  Orchard ");
    await chat.history.rename("b", "   ");
    expect(titles()).toEqual(["Pears", "Orchard"]);
    expect(chat.server.requests.slice(1)).toEqual([
      { type: "threads.update", params: { thread_id: "a", title: "Orchard" } },
    ]);
  });

  it("deletes a thread", async () => {
    await chat.history.open();
    chat.server.on("threads.delete", () => json({}));
    expect(await chat.history.delete("b")).toBe(true);
    expect(titles()).toEqual(["Apples"]);
  });

  it("says what failed and leaves the list as it was", async () => {
    await chat.history.open();
    chat.server.on("threads.delete", () => json({ message: "Not yours." }, 403));
    expect(await chat.history.delete("b")).toBe(false);
    expect(titles()).toEqual(["Pears", "Apples"]);
    expect(chat.store.state.history.error).toBe("Not yours.");
    expect(chat.details("chatkit.error")).toMatchObject([{ error: { message: "Not yours." } }]);
  });
});
