import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ClientToolCallItem } from "../protocol/types.gen";
import { ClientTools, type ToolClaim } from "./clientTool";
import { ChatStore } from "./store";
import { answer, thread } from "./testing/setup";

const CALL: ClientToolCallItem = {
  id: "c",
  thread_id: "t",
  created_at: "2026-01-01T00:00:00Z",
  type: "client_tool_call",
  call_id: "call",
  name: "pick",
  arguments: {},
  status: "pending",
};

let store: ChatStore;
const tool = vi.fn();
const respond = vi.fn();
const emit = vi.fn();

beforeEach(() => {
  vi.resetAllMocks();
  tool.mockResolvedValue({ color: "red" });
  store = new ChatStore();
  show("t", CALL);
});

function show(id: string, ...items: Parameters<typeof thread>[1] & object): void {
  const { items: page, ...info } = thread(id, items);
  store.dispatch({ type: "thread.loaded", thread: info, page });
}

const tools = (claim: ToolClaim) =>
  new ClientTools({ store, emit, clientTool: () => tool, claim, respond });

const SENT = {
  type: "threads.add_client_tool_output",
  params: { thread_id: "t", result: { color: "red" } },
};

describe("a call of a client tool", () => {
  it("runs where it was asked for, if nobody else chooses", async () => {
    const ours = tools((_, asked) => asked);
    await ours.run(false);
    expect(tool).not.toHaveBeenCalled();
    await ours.run(true);
    expect(respond).toHaveBeenCalledExactlyOnceWith(SENT);
  });

  it("runs in the page that gets it, and once, however often that looks", async () => {
    await tools(async () => false).run(true);
    expect(tool).not.toHaveBeenCalled();
    const chosen = tools(async () => true);
    await Promise.all([chosen.run(false), chosen.run(true), chosen.run(false)]);
    expect(tool).toHaveBeenCalledOnce();
    expect(respond).toHaveBeenCalledExactlyOnceWith(SENT);
    expect(store.state.items.at(-1)).toMatchObject({ status: "completed" });
  });

  it("keeps its output for when its thread is shown again", async () => {
    const chosen = tools(async () => true);
    let finish: (output: object) => void = () => undefined;
    tool.mockReturnValue(new Promise((resolve) => (finish = resolve)));
    const running = chosen.run(true);
    await vi.waitFor(() => expect(tool).toHaveBeenCalled());
    show("other", answer("a"));
    finish({ color: "red" });
    await running;
    expect(respond).not.toHaveBeenCalled();
    show("t", CALL);
    await chosen.run(false);
    expect(tool).toHaveBeenCalledOnce();
    expect(respond).toHaveBeenCalledExactlyOnceWith(SENT);
  });

  it("that fails is an error, and is not tried again by itself", async () => {
    const chosen = tools(async () => true);
    tool.mockRejectedValue(new Error("No palette."));
    await chosen.run(true);
    await chosen.run(false);
    expect(tool).toHaveBeenCalledOnce();
    expect(store.state.error).toEqual({ message: "No palette.", allowRetry: true });
    expect(emit).toHaveBeenCalledOnce();
  });
});
