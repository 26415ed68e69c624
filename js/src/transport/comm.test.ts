import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { BUSY_AFTER, CommTransport, commChatUrl, NUDGE_AFTER } from "./comm";
import { ACK_BYTES } from "./commAnswer";
import type { PieceKind } from "./commMessages";
import { FakeKernel, head } from "./fakeKernel";

const URL = commChatUrl("sales & more");

let kernel: FakeKernel;
let comm: CommTransport;

beforeEach(() => {
  kernel = new FakeKernel();
  comm = new CommTransport(kernel);
});

afterEach(() => vi.useRealTimers());

/** Sends a request and waits until the kernel has heard it. */
async function asked(init: RequestInit = {}): Promise<{ response: Promise<Response> }> {
  const before = kernel.said("request").length;
  const response = comm.fetch(URL, init);
  response.catch(() => undefined);
  await vi.waitFor(() => expect(kernel.said("request")).toHaveLength(before + 1));
  return { response };
}

/** What the page said to ask for something. */
const requested = () => kernel.heard.filter(({ op }) => op !== "nudge");

type Fate = "send" | "lose" | "double";

/** As the kernel does: it goes on from where it is asked to, and reminds of the last piece. */
function deliverAll(texts: readonly string[], fates: Fate[]): void {
  const answer: [number, PieceKind, string][] = [
    [1, "head", head()],
    ...texts.map((text, index): [number, PieceKind, string] => [index + 2, "data", text]),
    [texts.length + 2, "end", ""],
  ];
  let next = 0;
  while (kernel.said("ack").length < answersSoFar()) {
    const piece = answer[next] ?? [answer.length, "mark", ""];
    next = deliverOne(piece, fates.shift() ?? "send") ?? Math.min(next + 1, answer.length);
  }
}

/** Returns the piece after which the page asked again, if it did. */
function deliverOne(piece: [number, PieceKind, string], fate: Fate): number | undefined {
  const before = kernel.said("again").length;
  if (fate !== "lose") kernel.deliver(piece);
  if (fate === "double") kernel.deliver(piece);
  const again = kernel.said("again")[before];
  return again && "after" in again ? again.after : undefined;
}

// Each answer is acknowledged once, at its end.
const answersSoFar = () => kernel.said("request").length;

describe("a request in messages", () => {
  it("has the method, the path with its query, the headers and the body", async () => {
    comm.fetch(`${URL}/responses/r?after=3`, {
      method: "POST",
      headers: { Accept: "text/event-stream" },
      body: "{}",
    });
    await vi.waitFor(() => expect(requested()).toHaveLength(1));
    expect(kernel.heard[0]).toMatchObject({
      kind: "chatkit",
      op: "request",
      method: "POST",
      path: "/chats/sales%20%26%20more/responses/r?after=3",
      body: "{}",
      more: false,
    });
    const { headers } = kernel.heard[0] as { headers?: Record<string, string> };
    expect(new Headers(headers).get("Accept")).toBe("text/event-stream");
  });

  it("is sent in pieces when it is large", async () => {
    const body = "x".repeat(2 * 1024 * 1024 + 5);
    comm.fetch(URL, { method: "POST", body });
    await vi.waitFor(() => expect(requested()).toHaveLength(3));
    expect(requested().map(({ op }) => op)).toEqual(["request", "body", "body"]);
    expect(requested().map((each) => "more" in each && each.more)).toEqual([true, true, false]);
    expect(kernel.heard.map((each) => each.body).join("")).toBe(body);
  });

  it("fails like any other where the kernel is gone", async () => {
    kernel.alive = false;
    await expect(comm.fetch(URL)).rejects.toThrow(TypeError);
  });

  it("that was aborted is never sent", async () => {
    await expect(comm.fetch(URL, { signal: AbortSignal.abort() })).rejects.toThrow("abort");
    expect(kernel.heard).toEqual([]);
  });
});

describe("an answer in messages", () => {
  it("has the status, the headers and the body", async () => {
    const { response } = await asked();
    kernel.deliver([1, "head", head(404, [["Content-Type", "application/json"]])]);
    kernel.deliver([2, "data", '{"message":'], [3, "data", '"gone"}'], [4, "end"]);
    const { status, headers } = await response;
    expect(status).toBe(404);
    expect(headers.get("Content-Type")).toBe("application/json");
    expect(await (await response).json()).toEqual({ message: "gone" });
    expect(kernel.said("ack")).toMatchObject([{ number: 4 }]);
  });

  it("can be empty", async () => {
    const { response } = await asked({ method: "DELETE" });
    kernel.deliver([1, "head", head(204)], [2, "end"]);
    expect((await response).status).toBe(204);
  });

  it("streams: what has come can be read before the end", async () => {
    const { response } = await asked();
    kernel.deliver([1, "head", head()], [2, "data", "one"]);
    const reader = (await response).body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe("one");
    const next = reader?.read();
    kernel.deliver([3, "data", "two"]);
    expect(new TextDecoder().decode((await next)?.value)).toBe("two");
  });

  it("is not mixed up with those of other requests and other pages", async () => {
    const first = await asked();
    const firstStream = kernel.stream;
    const second = await asked();
    kernel.deliverTo("of another page", [1, "head", head()], [2, "data", "no"], [3, "end"]);
    kernel.say({ kind: "of another widget" });
    kernel.say(null);
    kernel.deliver([1, "head", head()], [2, "data", "second"], [3, "end"]);
    kernel.deliverTo(firstStream, [1, "head", head()], [2, "data", "first"], [3, "end"]);
    expect(await (await first.response).text()).toBe("first");
    expect(await (await second.response).text()).toBe("second");
  });

  it("is asked for again from the piece that was lost, once for each loss", async () => {
    const { response } = await asked();
    kernel.deliver([1, "head", head()]);
    kernel.deliver([3, "data", "c"]);
    kernel.deliver([4, "data", "d"]);
    expect(kernel.said("again")).toMatchObject([{ after: 1 }]);
    kernel.deliver([2, "data", "b"], [3, "data", "c"], [4, "data", "d"], [5, "end"]);
    expect(await (await response).text()).toBe("bcd");
  });

  it("is asked for again when the kernel's reminder names a later piece", async () => {
    const { response } = await asked();
    kernel.deliver([0, "mark"]);
    kernel.deliver([1, "head", head()], [2, "data", "a"]);
    kernel.deliver([2, "mark"]);
    expect(kernel.said("again")).toEqual([]);
    kernel.deliver([3, "mark"]);
    kernel.deliver([3, "mark"]);
    expect(kernel.said("again")).toMatchObject([{ after: 2 }, { after: 2 }]);
    kernel.deliver([3, "end"]);
    expect(await (await response).text()).toBe("a");
  });

  it("arrives whole and once, whatever is lost or doubled", async () => {
    const fates = fc.array(fc.constantFrom<Fate>("send", "lose", "double"), { maxLength: 60 });
    const parts = fc.array(fc.string({ unit: "grapheme" }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fates, parts, async (given, texts) => {
        const { response } = await asked();
        deliverAll(texts, [...given]);
        expect(await (await response).text()).toBe(texts.join(""));
      }),
      { numRuns: 60 },
    );
  });

  it("is acknowledged as it is read, and not before", async () => {
    const { response } = await asked();
    const part = "x".repeat(ACK_BYTES / 2);
    kernel.deliver([1, "head", head()]);
    for (let number = 2; number < 8; number++) kernel.deliver([number, "data", part]);
    const reader = (await response).body?.getReader();
    const held = kernel.said("ack").length;
    expect(held).toBeLessThan(2);
    for (let number = 2; number < 8; number++) await reader?.read();
    await vi.waitFor(() => expect(kernel.said("ack").at(-1)).toMatchObject({ number: 7 }));
    expect(kernel.said("ack").length).toBeLessThan(6);
  });

  it("that breaks off fails its reader", async () => {
    const { response } = await asked();
    kernel.deliver([1, "head", head()], [2, "data", "half"], [3, "broken"]);
    await expect((await response).text()).rejects.toThrow("The answer broke off");
  });

  it("fails its reader when the kernel dies", async () => {
    const begun = await asked();
    kernel.deliver([1, "head", head()]);
    const waiting = await asked();
    kernel.die();
    await expect((await begun.response).text()).rejects.toThrow("can not be reached");
    await expect(waiting.response).rejects.toThrow(TypeError);
  });

  it("ends with its request", async () => {
    const controller = new AbortController();
    const { response } = await asked({ signal: controller.signal });
    kernel.deliver([1, "head", head()]);
    const text = (await response).text();
    controller.abort();
    await expect(text).rejects.toThrow("abort");
    expect(kernel.said("cancel")).toHaveLength(1);
  });

  it("is not sent on when nobody reads it", async () => {
    const { response } = await asked();
    kernel.deliver([1, "head", head()]);
    await (await response).body?.cancel();
    expect(kernel.said("cancel")).toHaveLength(1);
    kernel.deliver([2, "data", "late"]);
  });
});

describe("a busy kernel", () => {
  it("is one that says nothing about a request for a while", async () => {
    const changes: boolean[] = [];
    const controller = new AbortController();
    comm.onBusy(() => changes.push(comm.busy), controller.signal);
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    comm.fetch(URL).catch(() => undefined);
    await vi.advanceTimersByTimeAsync(BUSY_AFTER + 10);
    expect(changes).toEqual([true]);
    kernel.deliver([0, "mark"]);
    expect(changes).toEqual([true, false]);
  });

  it("is not one that has said that it has the request", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    comm.fetch(URL).catch(() => undefined);
    await vi.advanceTimersByTimeAsync(BUSY_AFTER / 2);
    kernel.deliver([0, "mark"]);
    await vi.advanceTimersByTimeAsync(BUSY_AFTER);
    expect(comm.busy).toBe(false);
  });

  it("is not waited for any more once the request is given up", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    const controller = new AbortController();
    comm.fetch(URL, { signal: controller.signal }).catch(() => undefined);
    await vi.advanceTimersByTimeAsync(BUSY_AFTER + 10);
    expect(comm.busy).toBe(true);
    controller.abort();
    expect(comm.busy).toBe(false);
  });
});

describe("a kernel that has not answered yet", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    comm.fetch(URL).catch(() => undefined);
  });

  it("is nudged, once", async () => {
    await vi.advanceTimersByTimeAsync(NUDGE_AFTER * 10);
    expect(kernel.said("nudge")).toMatchObject([{ stream: kernel.stream }]);
  });

  it("is let be once it has said something", async () => {
    await vi.advanceTimersByTimeAsync(NUDGE_AFTER / 2);
    kernel.deliver([0, "mark"]);
    await vi.advanceTimersByTimeAsync(NUDGE_AFTER);
    expect(kernel.said("nudge")).toEqual([]);
  });

  it("may be gone by then", async () => {
    await vi.advanceTimersByTimeAsync(NUDGE_AFTER / 2);
    kernel.alive = false;
    await vi.advanceTimersByTimeAsync(NUDGE_AFTER);
    expect(comm.busy).toBe(false);
  });
});

describe("telling how the page reaches the chat", () => {
  it("tells the kernel, and does not mind one that is gone", () => {
    comm.tell("endpoint");
    expect(kernel.heard).toMatchObject([{ op: "chosen", transport: "endpoint" }]);
    kernel.alive = false;
    comm.tell("endpoint");
  });
});
