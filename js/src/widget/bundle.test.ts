import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it, vi } from "vitest";
import { readPart } from "./bundle";

const url = (build: string, name: string) =>
  `https://kernel.chatkit.invalid/parts/${build}/${name}`;

function zipped(text: string): Response {
  return new Response(new Uint8Array(gzipSync(text)));
}

/** The browser's cache, as far as it is used. */
class FakeCache {
  readonly kept = new Map<string, Uint8Array<ArrayBuffer>>();
  async match(key: string): Promise<Response | undefined> {
    const found = this.kept.get(key);
    return found && new Response(found);
  }
  async put(key: string, response: Response): Promise<void> {
    this.kept.set(key, new Uint8Array(await response.arrayBuffer()));
  }
  async keys(): Promise<{ url: string }[]> {
    return [...this.kept.keys()].map((key) => ({ url: key }));
  }
  async delete({ url: key }: { url: string }): Promise<boolean> {
    return this.kept.delete(key);
  }
}

function useCache(): FakeCache {
  const cache = new FakeCache();
  vi.stubGlobal("caches", { open: async () => cache });
  return cache;
}

afterEach(() => vi.unstubAllGlobals());

describe("a file of the front end", () => {
  it("is asked of the kernel, unzipped, and kept for the next page", async () => {
    const cache = useCache();
    const send = vi.fn(async () => zipped("code"));
    expect(await readPart(send, "b1", "element.js")).toBe("code");
    expect(send).toHaveBeenCalledWith(url("b1", "element.js"));
    await vi.waitFor(() => expect(cache.kept.size).toBe(1));
    expect(await readPart(send, "b1", "element.js")).toBe("code");
    expect(send).toHaveBeenCalledOnce();
  });

  it("takes the place of those of other builds", async () => {
    const cache = useCache();
    const send = async () => zipped("code");
    await readPart(send, "b1", "element.js");
    await readPart(send, "b1", "frame.html");
    await vi.waitFor(() => expect(cache.kept.size).toBe(2));
    await readPart(send, "b2", "element.js");
    await vi.waitFor(() => expect([...cache.kept.keys()]).toEqual([url("b2", "element.js")]));
  });

  it.each([
    ["has no cache", undefined],
    ["has no origin", { open: () => Promise.reject(new DOMException("no", "SecurityError")) }],
  ])("comes as well where the page %s", async (_, caches) => {
    vi.stubGlobal("caches", caches);
    expect(await readPart(async () => zipped("code"), "b1", "element.js")).toBe("code");
  });

  it("comes as well where the browser keeps nothing more", async () => {
    const cache = useCache();
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    vi.spyOn(cache, "put").mockRejectedValue(new DOMException("full", "QuotaExceededError"));
    expect(await readPart(async () => zipped("code"), "b1", "element.js")).toBe("code");
    await vi.waitFor(() => expect(warn).toHaveBeenCalled());
  });

  it("that the kernel does not have fails with the kernel's own words", async () => {
    const send = async () => new Response('{"message": "Run the cell again."}', { status: 404 });
    await expect(readPart(send, "b0", "element.js")).rejects.toThrow("Run the cell again.");
  });
});
