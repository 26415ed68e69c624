import { beforeEach, expect, it, vi } from "vitest";
import { json } from "../transport/fake";
import { ChatApi } from "./api";
import { Connection } from "./connection";
import { ChatStore } from "./store";

const ACTIVITY = { runtime: "a", running: [], changed: [] };

const ask = vi.fn<typeof fetch>();
const restored = vi.fn();
let store: ChatStore;
let connection: Connection;

beforeEach(() => {
  ask.mockReset();
  restored.mockReset();
  store = new ChatStore();
  const api = new ChatApi("/chat", ask);
  connection = new Connection({
    store,
    api: () => api,
    shown: () => true,
    onNews: restored,
    delays: [0],
  });
  connection.watch();
});

it("says what is wrong until the chat is served again", async () => {
  const seen: unknown[] = [];
  store.subscribe(() => seen.push(store.state.connection));
  ask.mockRejectedValueOnce(new TypeError("Failed to fetch"));
  ask.mockResolvedValueOnce(json({ message: "wait", reason: "busy" }, 503));
  ask.mockResolvedValueOnce(json({ message: "no kernel" }, 503));
  ask.mockResolvedValueOnce(json(ACTIVITY));
  await connection.check();
  expect(seen).toEqual(["lost", "busy", "gone", null]);
  expect(restored).toHaveBeenCalledExactlyOnceWith(ACTIVITY, true);
});

it("says nothing when nothing is wrong", async () => {
  ask.mockResolvedValueOnce(json(ACTIVITY));
  await connection.check();
  expect(store.state.connection).toBeNull();
  expect(restored).toHaveBeenCalledExactlyOnceWith(ACTIVITY, false);
});

it("asks no server that can not be asked", async () => {
  await new Connection({
    store,
    api: () => new ChatApi("/chat", ask),
    shown: () => true,
    onNews: restored,
  }).check();
  expect(ask).not.toHaveBeenCalled();
});

it("shows what a stream reports", () => {
  connection.report("lost");
  expect(store.state.connection).toBe("lost");
  connection.report("ok");
  expect(store.state.connection).toBeNull();
});
