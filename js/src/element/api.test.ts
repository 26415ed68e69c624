import { beforeEach, describe, expect, it } from "vitest";
import type { ThreadStreamEvent } from "../protocol/types.gen";
import { FakeServer, json, streamed } from "../transport/fake";
import { ChatApi, RequestError, type StreamingRequest } from "./api";
import { answer, message, thread } from "./testing/setup";

const LIST = { type: "threads.list", params: {} } as const;
const CREATE: StreamingRequest = { type: "threads.create", params: { input: message("Hi").input } };

let server: FakeServer;
let api: ChatApi;
let stop: AbortController;
let leave: AbortController;

beforeEach(() => {
  server = new FakeServer();
  api = new ChatApi("/chat", server.transport);
  stop = new AbortController();
  leave = new AbortController();
});

function stream() {
  return api.stream(CREATE, { stop: stop.signal, leave: leave.signal });
}

async function read(): Promise<ThreadStreamEvent[]> {
  const events: ThreadStreamEvent[] = [];
  for await (const batch of stream()) events.push(...batch);
  return events;
}

describe("call", () => {
  it("returns the server's answer", async () => {
    server.on("threads.list", () => json({ data: [thread("a")], has_more: false }));
    expect((await api.call(LIST)).data).toEqual([thread("a")]);
    expect(server.requests).toEqual([LIST]);
  });

  it("fails with the server's own words and the status", async () => {
    server.on("threads.list", () => json({ message: "The kernel is gone.", reason: null }, 404));
    const error = await api.call(LIST).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RequestError);
    expect(error).toMatchObject({ message: "The kernel is gone.", status: 404 });
  });

  it("fails with the status where the server says nothing readable", async () => {
    server.on("threads.list", () => new Response("<html>", { status: 502, statusText: "Bad" }));
    await expect(api.call(LIST)).rejects.toThrow("refused the request (502 Bad)");
  });

  it("says so when what answers is no ChatKit server, such as a page to log in", async () => {
    server.on("threads.list", () => new Response("<html>"));
    await expect(api.call(LIST)).rejects.toThrow("did not come from a ChatKit server");
  });

  it("says so when the server can not be reached", async () => {
    const unreachable = new ChatApi("/chat", () => Promise.reject(new TypeError("no network")));
    await expect(unreachable.call(LIST)).rejects.toMatchObject({
      message: "The chat's server can not be reached.",
      status: null,
    });
  });
});

describe("stream", () => {
  it("yields the events of one chunk together", async () => {
    const notice = { type: "notice", level: "info", message: "Hi" } as const;
    server.on("threads.create", () => streamed(notice, notice));
    const batches: number[] = [];
    for await (const batch of stream()) batches.push(batch.length);
    expect(batches).toEqual([2]);
  });

  it("fails when the connection breaks, after what has arrived", async () => {
    const body = server.streamOn("threads.create");
    const events = stream();
    body.send({ type: "thread.item.done", item: answer("a") });
    expect((await events.next()).value).toHaveLength(1);
    body.fail();
    await expect(events.next()).rejects.toThrow("The connection was lost");
  });

  it("fails when it is answered with something else than a stream", async () => {
    server.on("threads.create", () => json({}));
    await expect(read()).rejects.toThrow("did not come from a ChatKit server");
  });

  it("ends with an abort when it is stopped, and not with an error of the network", async () => {
    server.streamOn("threads.create");
    const reading = read();
    await Promise.resolve();
    stop.abort();
    await expect(reading).rejects.toMatchObject({ name: "AbortError" });
  });

  it("lets go of the connection when the listener leaves", async () => {
    const body = server.streamOn("threads.create");
    body.send({ type: "notice", level: "info", message: "Hi" });
    const events = stream();
    await events.next();
    const next = events.next();
    leave.abort();
    expect(await next).toEqual({ done: true, value: undefined });
    await expect.poll(() => body.closed).toBe(true);
  });
});

describe("other requests to the chat's server", () => {
  const transport = async (url: unknown) => new Response(String(url));

  it("go the way of the chat's own, which knows how to log in", async () => {
    const own = new ChatApi("/chat", transport).sendToServer("/files/1", { method: "PUT" });
    expect(await (await own)?.text()).toBe("/files/1");
  });

  it("do not where there is no such way, or the address is elsewhere", () => {
    expect(new ChatApi("/chat").sendToServer("/files/1", {})).toBeNull();
    expect(new ChatApi("/chat", transport).sendToServer("https://files.example/1", {})).toBeNull();
  });
});
