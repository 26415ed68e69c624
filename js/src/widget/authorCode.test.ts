import type { OpenAIChatKit } from "@openai/chatkit";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ClientToolCallItem } from "../protocol/types.gen";
import { authorOptions, type Compile, toolClaim, watchResponses } from "./authorCode";
import { FakeModel } from "./testing/model";

const compile: Compile = async (source) => new Function(`return (${source}\n);`)();
const ITEM = { id: "w", widget: { type: "Card", children: [] } } as never;

let chat: OpenAIChatKit & { sendCustomAction: ReturnType<typeof vi.fn> };

beforeEach(() => {
  chat = Object.assign(document.createElement("p"), { sendCustomAction: vi.fn() }) as never;
});

function options(fake: FakeModel) {
  const { onClientTool, widgets } = authorOptions(fake.model, chat, compile);
  if (!onClientTool || !widgets?.onAction) throw new Error("Both are always there.");
  return { onClientTool, onAction: widgets.onAction };
}

describe("a client tool", () => {
  it("runs the author's JavaScript, the newest, and gives what it gives", async () => {
    const fake = new FakeModel({
      scripts: { tools: { add: "({ a, b }) => ({ sum: a + b })" }, actions: {} },
    });
    const { onClientTool } = options(fake);
    expect(await onClientTool({ name: "add", params: { a: 1, b: 2 } })).toEqual({ sum: 3 });
    fake.set("scripts", { tools: { add: "async () => undefined // nothing" }, actions: {} });
    expect(await onClientTool({ name: "add", params: {} })).toEqual({});
  });

  it.each(["other", "constructor"])("that is not there is named: %s", async (name) => {
    const { onClientTool } = options(new FakeModel());
    await expect(onClientTool({ name, params: {} })).rejects.toThrow(
      `This chat has no client tool “${name}”. Define it with @chat.client_tool in the notebook.`,
    );
  });
});

describe("a call of a client tool", () => {
  const call = { id: "c", thread_id: "t", name: "add" } as ClientToolCallItem;

  it("in JavaScript is given out by the kernel, whoever asked", async () => {
    const fake = new FakeModel({ scripts: { tools: { add: "() => 1" }, actions: {} } });
    const ask = vi.fn(async () => ({ granted: true }));
    expect(await toolClaim(fake.model, () => ask as never)(call, false)).toBe(true);
    expect(ask).toHaveBeenCalledWith("client_tool.claim", { thread_id: "t", item_id: "c" });
    ask.mockResolvedValue({ granted: false });
    expect(await toolClaim(fake.model, () => ask as never)(call, true)).toBe(false);
  });

  it("without any is an error where it was asked for", () => {
    const claim = toolClaim(new FakeModel().model, () => vi.fn());
    expect([claim(call, true), claim(call, false)]).toEqual([true, false]);
  });
});

describe("a client action", () => {
  it("runs the author's JavaScript with the action and its widget", async () => {
    const source = "(action, item) => { item.seen = [action.type, item.id]; }";
    const { onAction } = options(
      new FakeModel({ scripts: { tools: {}, actions: { go: source } } }),
    );
    const item = { ...(ITEM as object) } as { seen?: unknown };
    await onAction({ type: "go" }, item as never);
    expect(item.seen).toEqual(["go", "w"]);
    expect(chat.sendCustomAction).not.toHaveBeenCalled();
  });

  it("without any goes to the kernel", async () => {
    await options(new FakeModel()).onAction({ type: "go", payload: { n: 1 } }, ITEM);
    expect(chat.sendCustomAction).toHaveBeenCalledWith({ type: "go", payload: { n: 1 } }, "w");
  });

  it("waits for the answers that arrive, because a thread takes one at a time", async () => {
    watchResponses(chat);
    watchResponses(chat);
    const say = (name: string) => chat.dispatchEvent(new Event(`chatkit.response.${name}`));
    say("start");
    const done = options(new FakeModel()).onAction({ type: "go" }, ITEM);
    chat.addEventListener("chatkit.response.end", () => say("start"), { once: true });
    say("end");
    await Promise.resolve();
    expect(chat.sendCustomAction).not.toHaveBeenCalled();
    say("end");
    await done;
    expect(chat.sendCustomAction).toHaveBeenCalledOnce();
  });
});
