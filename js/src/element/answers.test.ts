import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { answerQuery } from "./answers";
import type { Queries, QueryName } from "./queries";
import { question, setUp } from "./testing/setup";
import * as thumbnails from "./thumbnail";

let chat: ReturnType<typeof setUp>;
beforeEach(() => {
  chat = setUp();
});
afterEach(() => vi.unstubAllGlobals());

async function ask<Name extends QueryName>(name: Name, ask: Queries[Name]["ask"]) {
  const answer = await answerQuery(chat, { type: "query", id: 1, name, ask } as never);
  return "error" in answer ? answer.error : answer.value;
}

describe("what the frame asks", () => {
  it("is answered by the page's functions", async () => {
    const preview = { type: "Basic", children: [] } as never;
    chat.setOptions({
      entities: {
        onTagSearch: async (query) => [{ id: "1", title: query }],
        onRequestPreview: async () => ({ preview }),
      },
      commands: {
        enabled: true,
        onSearch: async () => [{ id: "sum", label: "Summarise" }],
        onSelect: async ({ id }) => ({
          type: "menu",
          commands: [{ id: `${id}.short`, label: "S" }],
        }),
      },
    });
    expect(await ask("searchEntities", { query: "ord" })).toEqual([{ id: "1", title: "ord" }]);
    expect(await ask("previewEntity", { entity: { id: "1", title: "" } })).toEqual(preview);
    expect(await ask("searchCommands", { query: "s" })).toEqual([
      { id: "sum", label: "Summarise" },
    ]);
    expect(await ask("selectCommand", { command: { id: "sum", label: "" } })).toMatchObject({
      commands: [{ id: "sum.short" }],
    });
  });

  it("is nothing where the page has no such function", async () => {
    expect(await ask("searchEntities", { query: "" })).toEqual([]);
    expect(await ask("previewEntity", { entity: { id: "1", title: "" } })).toBeNull();
    expect(await ask("searchCommands", { query: "" })).toEqual([]);
    expect(await ask("selectCommand", { command: { id: "", label: "" } })).toBeNull();
  });

  it("is refused in the words of what went wrong", async () => {
    chat.setOptions({
      entities: {
        onTagSearch: async () => {
          throw new Error("no index");
        },
      },
    });
    expect(await ask("searchEntities", { query: "" })).toBe("no index");
    expect(await ask("chunk", { name: "../x.js" })).toContain("is not a part of the chat");
  });

  it("about icons is answered from the table beside the element", async () => {
    const shapes = [["circle", { r: "3" }]];
    vi.stubGlobal("fetch", async () => new Response(JSON.stringify({ dot: shapes })));
    expect(await ask("icon", { name: "dot" })).toEqual(shapes);
    expect(await ask("icon", { name: "toString" })).toBeNull();
  });
});

describe("a file that the frame asks for", () => {
  beforeEach(() => {
    vi.stubGlobal("fetch", async (url: string) => new Response(`at ${url}`));
  });

  it("is read where the chat refers to it", async () => {
    chat.store.dispatch({
      type: "message.sent",
      item: {
        ...question("u"),
        attachments: [
          { type: "image", id: "i", name: "i", mime_type: "image/png", preview_url: "https://f/1" },
        ],
      },
    });
    const typography = { fontSources: [{ family: "A", src: "https://f/a.woff2" }] };
    chat.setOptions({ theme: { typography } });
    const small = vi
      .spyOn(thumbnails, "thumbnail")
      .mockResolvedValueOnce("data:image/png;base64,cA");
    expect(await ask("file", { url: "https://f/1" })).toBe("data:image/png;base64,cA");
    const [shown] = small.mock.calls[0] as [Blob];
    expect(await shown.text()).toBe("at https://f/1");
    expect(await ask("file", { url: "https://f/1" })).toBe(
      "The file is no picture that can be shown.",
    );
    expect(await ask("file", { url: "https://f/a.woff2" })).toMatch(/^data:/);
  });

  it("is refused where it does not, because cookies go along", async () => {
    expect(await ask("file", { url: "/api/kernels" })).toBe(
      "The chat does not refer to this file.",
    );
  });
});
