import { beforeEach, describe, expect, it } from "vitest";
import { streamed } from "../transport/fake";
import type { StreamingRequest } from "./api";
import { type Listen, ResponseRun } from "./response";
import { answer, message, setUp } from "./testing/setup";

const REQUEST: StreamingRequest = {
  type: "threads.create",
  params: { input: message("Hi").input },
};

let chat: ReturnType<typeof setUp>;
let run: ResponseRun;

beforeEach(() => {
  chat = setUp();
  run = new ResponseRun(chat.store, chat.emit);
});

const listen: Listen = (signals) => chat.api().stream(REQUEST, signals);
const names = () => chat.emitted.map(([name]) => name);

describe("a response", () => {
  it("that ends by itself is announced from its start to its end", async () => {
    chat.server.on("threads.create", () =>
      streamed({ type: "thread.item.done", item: answer("a") }),
    );
    expect(await run.run(listen)).toBe("ended");
    expect(names()).toEqual(["chatkit.response.start", "chatkit.response.end"]);
    expect(chat.store.state).toMatchObject({ response: null, error: null });
  });

  it("with an error event has failed, in the server's words", async () => {
    chat.server.on("threads.create", () =>
      streamed({ type: "error", code: "stream.error", allow_retry: true }),
    );
    expect(await run.run(listen)).toBe("failed");
    expect(chat.store.state.error).toEqual({ message: null, allowRetry: true });
    expect(chat.details("chatkit.error")).toMatchObject([{ error: { message: "stream.error" } }]);
  });

  it("whose connection breaks has failed and can be tried again", async () => {
    const stream = chat.server.streamOn("threads.create");
    const outcome = run.run(listen);
    stream.fail();
    expect(await outcome).toBe("failed");
    expect(chat.store.state).toMatchObject({ response: null, error: { allowRetry: true } });
  });

  it("that is stopped before its first word ends without an error", async () => {
    const stream = chat.server.streamOn("threads.create");
    const outcome = run.run(listen);
    await expect.poll(() => chat.server.requests).toHaveLength(1);
    run.stop();
    expect(chat.store.state.response?.stopping).toBe(true);
    expect(await outcome).toBe("stopped");
    expect(chat.server.signals[0]?.aborted).toBe(true);
    expect(chat.store.state).toMatchObject({ response: null, error: null });
    expect(chat.details("chatkit.error")).toEqual([]);
    await expect.poll(() => stream.closed).toBe(true);
  });

  it("that is left goes on unseen and touches nothing here any more", async () => {
    const stream = chat.server.streamOn("threads.create");
    const outcome = run.run(listen);
    await expect.poll(() => chat.server.requests).toHaveLength(1);
    run.leave();
    chat.store.dispatch({ type: "response.started" });
    expect(await outcome).toBe("left");
    expect(chat.server.signals[0]?.aborted).toBe(false);
    expect(chat.store.state.response).not.toBeNull();
    await expect.poll(() => stream.closed).toBe(true);
  });
});
