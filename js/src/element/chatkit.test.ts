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

  it("warns once of an option that has no effect yet", () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    element.setOptions(options({ entities: {} }));
    element.setOptions(options({ entities: {} }));
    expect(warn.mock.calls).toEqual([["ChatKit's option “entities” has no effect yet."]]);
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

  it("rejects what it can not do yet, by name", async () => {
    element.setOptions(options());
    await expect(element.setComposerValue({ text: "Hi" })).resolves.toBeUndefined();
    await expect(element.setComposerValue({ files: [] })).rejects.toThrow("“files” yet");
    await expect(element.sendCustomAction({ type: "x" })).rejects.toThrow("needs a thread");
  });
});
