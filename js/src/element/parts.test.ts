import { afterEach, describe, expect, it, vi } from "vitest";
import { fetchPart, readPartsBy } from "./parts";

const BASE = "http://localhost/x/chatkit/static/b/element.js";

describe("fetchPart", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("fetches a part once for all chats, and again after a failure", async () => {
    const fetched = vi.fn(async (_: URL) => new Response("gone", { status: 404 }));
    vi.stubGlobal("fetch", fetched);
    const part = () => fetchPart("frame.html", BASE);
    await expect(part()).rejects.toThrow("/x/chatkit/static/b/frame.html answered 404");
    fetched.mockImplementation(async () => new Response("page"));
    expect(await part()).toBe("page");
    expect(await part()).toBe("page");
    expect(fetched).toHaveBeenCalledTimes(2);
  });

  it.each(["../secret.json", "/etc/x.js", "https://a.com/x.js", "x", "a/b.js", "..js"])(
    "refuses %s, which is not a file beside it",
    async (name) => {
      const fetched = vi.fn();
      vi.stubGlobal("fetch", fetched);
      await expect(fetchPart(name, BASE)).rejects.toThrow("is not a part of the chat");
      expect(fetched).not.toHaveBeenCalled();
    },
  );

  it("is read in another way where the chat came in another way, and refused all the same", async () => {
    const read = vi.fn(async (name: string) => `text of ${name}`);
    readPartsBy(read);
    expect(await fetchPart("math.js", "blob:x")).toBe("text of math.js");
    expect(await fetchPart("math.js", "blob:x")).toBe("text of math.js");
    await expect(fetchPart("../x.js", "blob:x")).rejects.toThrow("is not a part of the chat");
    expect(read).toHaveBeenCalledOnce();
  });
});
