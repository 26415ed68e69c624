import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RESPONSE } from "../frame/testing";
import { initialState } from "../protocol/state";
import type { FrameCommand, HostMessage } from "./bridge";
import { ChatFrame } from "./frame";
import { SPARE_AFTER, SPARE_KEPT } from "./spareFrame";

const HTML = '<meta content="img-src data: blob:; x"><script nonce="__CSP_NONCE__">';
const target = {
  postMessage: (_: unknown, __: string, ports: MessagePort[]) => {
    [port] = ports as [MessagePort];
  },
} as unknown as Window;
/** The frame's end of the newest channel. */
let port: MessagePort;
let shown: { frame: ChatFrame; root: HTMLElement }[];
let commands: FrameCommand[];
let state = initialState();

beforeEach(() => {
  vi.spyOn(HTMLIFrameElement.prototype, "contentWindow", "get").mockReturnValue(target);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  Object.assign(Element.prototype, {
    moveBefore(this: Element, node: Node, next: Node) {
      this.insertBefore(node, next);
    },
  });
  state = initialState();
  shown = [];
  commands = [];
});

afterEach(() => {
  for (const { frame, root } of shown) {
    frame.detach();
    root.remove();
  }
  vi.advanceTimersByTime(SPARE_KEPT);
  vi.useRealTimers();
  Reflect.deleteProperty(Element.prototype, "moveBefore");
});

/** Shows a chat that is likely to be shown again. */
function showChat(html = HTML, wantsSpare = true): ChatFrame {
  const root = document.body.appendChild(document.createElement("div"));
  const host = {
    state: () => state,
    onCommand: (command: FrameCommand) => commands.push(command),
    onProblem() {},
    wantsSpare: () => wantsSpare,
  };
  const frame = new ChatFrame(root, host, "Sales");
  shown.push({ frame, root });
  frame.attach();
  frame.load(html);
  return frame;
}

const spare = () => document.querySelector<HTMLIFrameElement>("body > iframe");

/** Starts a document, which says hello and then that it is ready. */
async function start(element: HTMLIFrameElement | null): Promise<HostMessage[]> {
  const secret = element?.srcdoc.match(/nonce="([^"]*)"/)?.[1];
  const data = { type: "chatkit.hello", secret };
  window.dispatchEvent(new MessageEvent("message", { data, source: target }));
  const messages: HostMessage[] = [];
  port.onmessage = (event: MessageEvent<HostMessage>) => messages.push(event.data);
  await say({ type: "ready" });
  return messages;
}

async function say(command: FrameCommand): Promise<void> {
  port.postMessage(command);
  // Another message, there and back, takes longer.
  const { port1, port2 } = new MessageChannel();
  port2.onmessage = () => port2.postMessage(null);
  port1.postMessage(null);
  await new Promise((resolve) => {
    port1.onmessage = resolve;
  });
}

async function startSpare(): Promise<HostMessage[]> {
  await start(showChat().element);
  vi.advanceTimersByTime(SPARE_AFTER);
  return start(spare());
}

describe("a spare frame", () => {
  it("starts unseen some time after a chat, and looks like it without its thread", async () => {
    state = { ...state, options: { ...state.options, frameTitle: "Sales" }, items: [] };
    await start(showChat().element);
    expect(spare()).toBeNull();
    vi.advanceTimersByTime(SPARE_AFTER);
    expect(spare()?.style.visibility).toBe("hidden");
    const messages = await start(spare());
    expect(messages).toEqual([
      { type: "snapshot", state: { ...initialState(), options: state.options } },
    ]);
  });

  it("does not start while the user does something", async () => {
    await start(showChat().element);
    for (const _ of [1, 2, 3]) {
      vi.advanceTimersByTime(SPARE_AFTER - 1);
      await say({ type: "setScroll", place: null });
    }
    vi.advanceTimersByTime(SPARE_AFTER - 1);
    expect(spare()).toBeNull();
    vi.advanceTimersByTime(1);
    expect(spare()).not.toBeNull();
  });

  it("is what the next chat shows, with its own state, hidden until that is drawn", async () => {
    const messages = await startSpare();
    const element = spare();
    commands = [];
    state = { ...state, composer: { ...state.composer, revision: 7 } };
    const { frame, root } = { frame: showChat(), root: shown.at(-1)?.root };
    expect(frame.element).toBe(element);
    expect([...(root?.children ?? [])]).toEqual([element]);
    expect(element?.getAttribute("style")).toBeNull();
    expect(element?.title).toBe("Sales");
    expect(element?.dataset.starting).toBe("");
    await vi.waitFor(() => expect(messages.at(-1)).toEqual({ type: "snapshot", state }));
    await say({ type: "ready" });
    expect(element?.dataset.starting).toBeUndefined();
    await say({ type: "stop" });
    expect(commands).toEqual([{ type: "ready" }, { type: "stop" }]);
    vi.advanceTimersByTime(SPARE_AFTER);
    expect(spare()).not.toBeNull();
  });

  it("is what a chat shows that comes back into the page", async () => {
    await startSpare();
    const element = spare();
    const [first] = shown;
    first?.frame.detach();
    first?.frame.attach();
    expect(first?.frame.element).toBe(element);
  });

  it("has its questions answered by the chat that it looks like, and does nothing else", async () => {
    await startSpare();
    commands = [];
    const query = { type: "query", id: 1, name: "file", ask: { url: "a" } } as const;
    await say(query);
    await say({ type: "escape" });
    expect(commands).toEqual([query]);
  });

  it.each([
    [
      "is not ready",
      async () => {
        await start(showChat().element);
        vi.advanceTimersByTime(SPARE_AFTER);
      },
      HTML,
    ],
    ["is of another build", async () => void (await startSpare()), `${HTML}<p>`],
  ])("is left where it is when it %s", async (_, prepare, html) => {
    await prepare();
    expect(showChat(html).element).not.toBe(spare());
    expect(spare()).not.toBeNull();
  });

  it("is not used where pictures may come from elsewhere", async () => {
    await startSpare();
    const [first] = shown;
    first?.frame.detach();
    first?.frame.allowImages(["a.com"]);
    first?.frame.attach();
    expect(spare()).not.toBeNull();
  });

  it("waits while an answer is drawn", async () => {
    state = { ...state, response: RESPONSE };
    await start(showChat().element);
    vi.advanceTimersByTime(3 * SPARE_AFTER);
    expect(spare()).toBeNull();
    state = initialState();
    vi.advanceTimersByTime(SPARE_AFTER);
    expect(spare()).not.toBeNull();
  });

  it("goes some time after the last chat", async () => {
    await startSpare();
    const [first] = shown;
    first?.frame.detach();
    vi.advanceTimersByTime(SPARE_KEPT - 1);
    expect(spare()).not.toBeNull();
    vi.advanceTimersByTime(1);
    expect(spare()).toBeNull();
  });

  it("is not made where nobody wants it, nor where what runs can not be moved", async () => {
    await start(showChat(HTML, false).element);
    vi.advanceTimersByTime(SPARE_AFTER);
    Reflect.deleteProperty(Element.prototype, "moveBefore");
    await start(showChat().element);
    vi.advanceTimersByTime(SPARE_AFTER);
    expect(spare()).toBeNull();
  });
});
