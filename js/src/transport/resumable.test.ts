import { beforeEach, describe, expect, it, vi } from "vitest";
import { FakeStream } from "./fake";
import { resumable } from "./resumable";
import type { Transport } from "./types";

const END = ": end\n\n";
const POST = { Accept: "text/event-stream", "ChatKit-Response-Id": "r1" };

const send = vi.fn<Transport>();
const states: string[] = [];
const transport = resumable(send, { onConnection: (state) => states.push(state), delays: [0] });

beforeEach(() => {
  send.mockReset();
  states.length = 0;
});

const addresses = () => send.mock.calls.map(([url, init]) => `${init?.method ?? "GET"} ${url}`);

/** Answers the next request with a stream of these frames, which then goes on like this. */
function answers(frames: string, then: "breaks" | "ends" | "hangs" | "ends unsaid"): void {
  send.mockImplementationOnce(async () => {
    const stream = new FakeStream();
    stream.write(then === "ends" ? `${frames}${END}` : frames);
    if (then === "breaks") setTimeout(() => stream.fail());
    if (then.startsWith("ends")) stream.end();
    return stream.response;
  });
}

function refuses(status: number): void {
  send.mockImplementationOnce(async () => new Response("{}", { status }));
}

const post = (signal: AbortSignal | null = null) =>
  transport("/chat", { method: "POST", headers: POST, signal });

describe("resumable", () => {
  it("follows a stream that breaks off from its last whole frame", async () => {
    answers("id: 1\ndata: a\n\nid: 2\ndata: b", "breaks");
    answers("id: 2\ndata: b\n\n", "breaks");
    answers("id: 3\ndata: c\n\n", "ends");
    const response = await post();
    expect(await response.text()).toBe(
      `id: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 3\ndata: c\n\n${END}`,
    );
    expect(addresses()).toEqual([
      "POST /chat",
      "GET /chat/responses/r1?after=1",
      "GET /chat/responses/r1?after=2",
    ]);
    expect(states).toEqual(["ok", "lost", "ok", "lost", "ok"]);
  });

  it("does not take an end that nobody said for the response's", async () => {
    answers("id: 1\ndata: a\n\n: end", "ends unsaid");
    answers("", "ends unsaid");
    answers("id: 2\ndata: b\n\n", "ends");
    const response = await post();
    expect(await response.text()).toBe(`id: 1\ndata: a\n\nid: 2\ndata: b\n\n${END}`);
    expect(states).toEqual(["ok", "lost", "ok", "lost", "ok"]);
  });

  it("has read the whole response when the connection breaks after its end", async () => {
    answers(`id: 1\ndata: a\n\n${END}`, "breaks");
    expect(await (await post()).text()).toBe(`id: 1\ndata: a\n\n${END}`);
    expect(addresses()).toEqual(["POST /chat"]);
  });

  it.each(["", "text/event-s"])("asks again where the headers broke off at “%s”", async (type) => {
    send.mockResolvedValueOnce(new Response("", { headers: { "Content-Type": type } }));
    answers("id: 1\ndata: a\n\n", "ends");
    expect(await (await post()).text()).toBe(`id: 1\ndata: a\n\n${END}`);
    expect(addresses()).toEqual(["POST /chat", "POST /chat"]);
    expect(states).toEqual(["lost", "ok"]);
  });

  it("sends a request again that got no answer, with the same id", async () => {
    send.mockRejectedValueOnce(new TypeError("Failed to fetch"));
    send.mockRejectedValueOnce(new TypeError("Failed to fetch"));
    answers("id: 1\ndata: a\n\n", "ends");
    expect(await (await post()).text()).toBe(`id: 1\ndata: a\n\n${END}`);
    expect(addresses()).toEqual(["POST /chat", "POST /chat", "POST /chat"]);
    expect(
      send.mock.calls.map(([, init]) => new Headers(init?.headers).get("ChatKit-Response-Id")),
    ).toEqual(["r1", "r1", "r1"]);
    expect(states).toEqual(["lost", "ok"]);
  });

  it("follows a response by its own address", async () => {
    answers("id: 5\ndata: e\n\n", "breaks");
    answers("", "ends");
    const init = { headers: { Accept: "text/event-stream" } };
    await (await transport("/chat/responses/r9?after=4", init)).text();
    expect(addresses()[1]).toBe("GET /chat/responses/r9?after=5");
  });

  it.each([404, 410, 503])("says with which status (%i) it can not be followed", async (status) => {
    answers("id: 1\ndata: a\n\n", "breaks");
    refuses(status);
    const response = await post();
    const reader = response.body?.getReader();
    await reader?.read();
    await expect(reader?.read()).rejects.toMatchObject({ name: "ResponseGoneError", status });
  });

  it("takes a long silence for a lost connection", async () => {
    const patient = resumable(send, { delays: [0], quietLimit: 5 });
    answers("id: 1\ndata: a\n\n", "hangs");
    answers("id: 2\ndata: b\n\n", "ends");
    const response = await patient("/chat", { method: "POST", headers: POST });
    expect(await response.text()).toBe(`id: 1\ndata: a\n\nid: 2\ndata: b\n\n${END}`);
  });

  it("gives up when it is aborted", async () => {
    const controller = new AbortController();
    send.mockRejectedValue(new TypeError("Failed to fetch"));
    const sending = post(controller.signal);
    await vi.waitFor(() => expect(states).toContain("lost"));
    controller.abort();
    await expect(sending).rejects.toMatchObject({ name: "AbortError" });
  });

  it("leaves refusals and other requests alone", async () => {
    refuses(503);
    expect((await post()).status).toBe(503);
    send.mockRejectedValueOnce(new TypeError("Failed to fetch"));
    await expect(transport("/chat", { method: "POST" })).rejects.toThrow("Failed to fetch");
    expect(send).toHaveBeenCalledTimes(2);
  });
});
