import type { ChatKitOptions } from "@openai/chatkit";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FakeServer, json, streamed } from "../transport/fake";
import { ChatKitElement } from "./index";
import { answer, question, thread } from "./testing/setup";

let server: FakeServer;
let element: ChatKitElement;

function options(more: Partial<ChatKitOptions> = {}): ChatKitOptions {
  return { api: { url: "/chat", domainKey: "local", fetch: server.transport }, ...more };
}

beforeEach(() => {
  vi.stubGlobal("fetch", async () => new Response("<p>frame</p>"));
  server = new FakeServer();
  server.on("threads.get_by_id", () => json(thread("t", [question("u")])));
  server.on("threads.list", () => json({ data: [thread("t")], has_more: false }));
  element = document.createElement("openai-chatkit") as ChatKitElement;
  document.body.append(element);
});

afterEach(() => {
  element.remove();
  vi.unstubAllGlobals();
});

/** The details of the next event of a name. */
function next(name: string): Promise<unknown> {
  return new Promise((resolve) => {
    element.addEventListener(name, (event) => resolve((event as CustomEvent).detail), {
      once: true,
    });
  });
}

describe("<openai-chatkit>", () => {
  it("is registered", () => {
    expect(element).toBeInstanceOf(ChatKitElement);
  });

  it("shows one frame, named by its options, however often they are set", async () => {
    element.setOptions(options());
    element.setOptions(options({ frameTitle: "Sales" }));
    const frames = element.shadowRoot?.querySelectorAll("iframe") ?? [];
    expect(frames).toHaveLength(1);
    expect(frames[0]?.title).toBe("Sales");
    await vi.waitFor(() => expect(frames[0]?.srcdoc).toBe("<p>frame</p>"));
  });

  it("refuses wrong options and keeps the right ones", async () => {
    element.setOptions(options());
    expect(() => element.setOptions(options({ locale: 5 as never }))).toThrow("“locale”");
    await element.setThreadId("t");
    expect(server.requests).toHaveLength(1);
  });

  it("opens the initial thread, once", async () => {
    const loaded = next("chatkit.thread.load.end");
    element.setOptions(options({ initialThread: "t" }));
    element.setOptions(options({ initialThread: "t" }));
    expect(await loaded).toEqual({ threadId: "t" });
    expect(server.requests.map(({ type }) => type)).toEqual(["threads.get_by_id"]);
  });

  it("asks for options before anything else", async () => {
    await expect(element.setThreadId("t")).rejects.toThrow("Call setOptions before");
    await expect(element.sendUserMessage({ text: "Hi" })).rejects.toThrow("Call setOptions before");
    await expect(element.focusComposer()).rejects.toThrow("Call setOptions before");
    await expect(element.fetchUpdates()).resolves.toBeUndefined();
  });

  it("sends a message, in a new thread where that is asked for", async () => {
    element.setOptions(options());
    await element.setThreadId("t");
    server.on("threads.add_user_message", () => streamed());
    server.on("threads.create", () => streamed({ type: "thread.item.done", item: answer("a") }));
    await element.sendUserMessage({ text: "Hi" });
    await element.sendUserMessage({ text: "Hi", newThread: true });
    expect(server.requests.map(({ type }) => type).slice(1)).toEqual([
      "threads.add_user_message",
      "threads.create",
    ]);
  });

  it("announces the thread, the history and the errors", async () => {
    element.setOptions(options());
    const changed = next("chatkit.thread.change");
    await element.setThreadId("t");
    expect(await changed).toEqual({ threadId: "t" });
    const left = next("chatkit.thread.change");
    await element.setThreadId(null);
    expect(await left).toEqual({ threadId: null });
    const opened = next("chatkit.history.open");
    await element.showHistory();
    await opened;
    const closed = next("chatkit.history.close");
    await element.hideHistory();
    await closed;
    server.on("threads.get_by_id", () => json({ message: "Busy." }, 503));
    const failed = next("chatkit.error");
    await element.setThreadId("t");
    expect(await failed).toMatchObject({ error: { message: "Busy." } });
  });

  it("sets what is in the composer, and tells of the tool", async () => {
    const tools = [{ id: "search", label: "Search", icon: "search" as const }];
    element.setOptions(options({ composer: { tools } }));
    const chosen = next("chatkit.tool.change");
    await element.setComposerValue({ text: "Hi", selectedToolId: "search" });
    expect(await chosen).toEqual({ toolId: "search" });
    await expect(element.setComposerValue({ selectedToolId: "x" })).rejects.toThrow("no tool “x”");
    const cleared = next("chatkit.tool.change");
    element.setOptions(options());
    expect(await cleared).toEqual({ toolId: null });
  });

  it("rejects what it can not do, by name", async () => {
    element.setOptions(options());
    await expect(element.setComposerValue({ files: [] })).rejects.toThrow("composer.attachments");
    await expect(element.sendCustomAction({ type: "x" })).rejects.toThrow("needs a thread");
  });

  it("talks to OpenAI's server with a client secret", async () => {
    const sent = vi.fn(async (_url: unknown, init?: RequestInit) => {
      const { type } = JSON.parse(String(init?.body ?? "{}")) as { type?: string };
      return type === undefined ? new Response("<p>frame</p>") : json(thread("t"));
    });
    vi.stubGlobal("fetch", sent);
    element.setOptions({ api: { getClientSecret: async () => "secret-1" } });
    await element.setThreadId("t");
    const [url, init] = sent.mock.calls.at(-1) ?? [];
    expect(url).toBe("https://api.openai.com/v1/chatkit/conversation");
    expect(new Headers(init?.headers).get("Authorization")).toBe("Bearer secret-1");
  });
});
