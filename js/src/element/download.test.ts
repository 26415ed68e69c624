import { afterEach, describe, expect, it, vi } from "vitest";
import { json } from "../transport/fake";
import { ChatApi } from "./api";
import { download } from "./download";
import { question, setUp } from "./testing/setup";

afterEach(() => vi.restoreAllMocks());

function shown() {
  const { store } = setUp();
  const file = { type: "file" as const, id: "f 1", name: "a.csv", mime_type: "text/csv" };
  store.dispatch({ type: "message.sent", item: { ...question("u"), attachments: [file] } });
  return store;
}

describe("a download", () => {
  it("saves the file under its name, by a link of the server's", async () => {
    const asked: string[] = [];
    const api = new ChatApi("/chat", async (url) => {
      asked.push(String(url));
      return asked.length === 1
        ? json({ url: "/elsewhere/f%201?expires=1&signature=s" })
        : new Response("a,b");
    });
    const saved: { name: string; blob: Blob }[] = [];
    vi.spyOn(URL, "createObjectURL").mockImplementation((blob) => {
      saved.push({ name: "", blob: blob as Blob });
      return "blob:1";
    });
    vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      saved.push({ name: this.download, blob: new Blob() });
    });
    await download(shown(), api, "f 1");
    expect(asked).toEqual([
      "/chat/attachments/f%201/link",
      "/chat/attachments/f%201?expires=1&signature=s",
    ]);
    expect(await saved[0]?.blob.text()).toBe("a,b");
    expect(saved[1]?.name).toBe("a.csv");
  });

  it("says so where it fails", async () => {
    const store = shown();
    const api = new ChatApi("/chat", async () => json({ message: "It is gone." }, 404));
    await download(store, api, "f2");
    await download(store, api, "f 1");
    expect(store.state.notices).toMatchObject([
      { level: "danger", message: "This file is not in the conversation." },
      { level: "danger", message: "It is gone." },
    ]);
  });
});
