import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CommTransport } from "../transport/comm";
import { FakeKernel } from "../transport/fakeKernel";
import * as bundle from "./bundle";
import { type Connection, connect, type Importer, LOCAL_TAG } from "./connection";
import type { ChatTraits } from "./model";
import { FakeModel } from "./testing/model";
import { jupyterPage } from "./testing/page";

const server = vi.fn<typeof fetch>();

let kernel: FakeKernel;
let leave = () => {};

beforeEach(() => {
  kernel = new FakeKernel();
  vi.stubGlobal("fetch", server);
  server.mockImplementation(async () => new Response(null, { status: 204 }));
});

afterEach(() => {
  vi.unstubAllGlobals();
  server.mockReset();
  leave();
  leave = () => {};
});

const inJupyter = () => {
  leave = jupyterPage({ baseUrl: "/user/ada/" });
};

function connectWith(traits: Partial<ChatTraits> = {}, load: Importer = async () => ({})) {
  return connect(new FakeModel(traits).model, new CommTransport(kernel), load);
}

const way = ({ server }: Connection) => (server ? "endpoint" : "comm");

describe("a chat is reached", () => {
  it("through the server, where its extension answers for this chat", async () => {
    inJupyter();
    const connection = await connectWith();
    const { url } = connection;
    expect(way(connection)).toBe("endpoint");
    expect(url()).toBe("/user/ada/chatkit/kernels/k1/chats/orders");
    expect(server.mock.calls[0]?.[0]).toBe(url());
    expect(kernel.heard).toMatchObject([{ op: "chosen", transport: "endpoint" }]);
  });

  it.each([404, 405, 503])("in messages, where the server answers %i", async (status) => {
    inJupyter();
    server.mockImplementation(async () => new Response("no", { status }));
    const connection = await connectWith();
    const { url } = connection;
    expect(way(connection)).toBe("comm");
    expect(url()).toBe("https://kernel.chatkit.invalid/chats/orders");
    expect(kernel.heard).toMatchObject([{ op: "chosen", transport: "comm" }]);
  });

  it("in messages, where the server does not answer", async () => {
    inJupyter();
    server.mockRejectedValue(new TypeError("Failed to fetch"));
    expect(way(await connectWith())).toBe("comm");
  });

  it("in messages, where a server without the extension refuses what it does not know", async () => {
    inJupyter();
    server.mockImplementation(async () => new Response("<p>Forbidden</p>", { status: 403 }));
    expect(way(await connectWith())).toBe("comm");
  });

  it.each([401, 403])("through the server that lets nobody in (%i)", async (status) => {
    inJupyter();
    server.mockImplementation(async () => new Response('{"message": "no"}', { status }));
    expect(way(await connectWith())).toBe("endpoint");
  });

  it("in messages, on a page without a server", async () => {
    expect(way(await connectWith())).toBe("comm");
    expect(server).not.toHaveBeenCalled();
  });

  it("as its author chose, without asking", async () => {
    inJupyter();
    expect(way(await connectWith({ transport: "comm" }))).toBe("comm");
    expect(way(await connectWith({ transport: "endpoint" }))).toBe("endpoint");
    expect(server).not.toHaveBeenCalled();
  });

  it("not at all where its author chose a server that is not there", async () => {
    await expect(connectWith({ transport: "endpoint" })).rejects.toThrow("Jupyter server");
  });
});

describe("a module of the front end", () => {
  it("comes from the server, or an error says how to enable its extension", async () => {
    inJupyter();
    const load = vi.fn(async () => ({}));
    const { importPart } = await connectWith({}, load);
    await importPart("element.js");
    await importPart("element.js");
    const path = "/user/ada/chatkit/static/b1/element.js?as=chatkit-notebook";
    expect(load.mock.calls).toEqual([[`${window.location.origin}${path}`]]);
    load.mockRejectedValueOnce(new TypeError("404"));
    const failing = importPart("notebook.js");
    await expect(failing).rejects.toThrow("jupyter server extension enable chatkit_jupyter");
    await importPart("notebook.js");
  });

  it("comes in messages, the element once for the page, and so do its other files", async () => {
    const read = vi.spyOn(bundle, "readPart").mockImplementation(async (_, __, name) => name);
    const readPartsBy = vi.fn();
    const load = vi.fn(async (url: string) => {
      expect(url).toMatch(/^blob:.*#as=chatkit-notebook$/);
      if (customElements.get(LOCAL_TAG)) return "another module";
      const Element = Object.assign(class extends HTMLElement {}, { readPartsBy });
      customElements.define(LOCAL_TAG, Element);
      return "the element";
    });
    await (await connectWith({}, load)).importPart("element.js");
    const second = await connectWith({}, load);
    await second.importPart("element.js");
    expect(load).toHaveBeenCalledOnce();
    expect(readPartsBy).toHaveBeenCalledTimes(2);
    expect(await readPartsBy.mock.calls[0]?.[0]("frame.html")).toBe("frame.html");
    expect(await second.importPart("notebook.js")).toBe("another module");
    expect(read.mock.calls.map(([, build, name]) => [build, name])).toEqual([
      ["b1", "element.js"],
      ["b1", "frame.html"],
      ["b1", "notebook.js"],
    ]);
  });
});
