import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { initialState } from "../protocol/state";
import type { FrameCommand, HostMessage } from "./bridge";
import { ChatFrame, LEAVE_LIMIT, START_LIMIT } from "./frame";

const HTML = '<meta content="script-src \'nonce-__CSP_NONCE__\'"><script nonce="__CSP_NONCE__">';

let frame: ChatFrame;
let root: HTMLElement;
let commands: FrameCommand[];
let problems: (string | null)[];
/** The frame's end of the newest channel. */
let port: MessagePort;
const target = {
  postMessage: (_: unknown, __: string, ports: MessagePort[]) => {
    [port] = ports as [MessagePort];
  },
} as unknown as Window;

beforeEach(() => {
  // Nothing runs in an iframe here, so each has the same window, and its secret tells it apart.
  vi.spyOn(HTMLIFrameElement.prototype, "contentWindow", "get").mockReturnValue(target);
  commands = [];
  problems = [];
  root = document.body.appendChild(document.createElement("div"));
  frame = new ChatFrame(
    root,
    {
      state: initialState,
      onCommand: (command) => commands.push(command),
      onProblem: (message) => problems.push(message),
    },
    "Sales",
  );
});

afterEach(() => {
  frame.detach();
  root.remove();
  vi.useRealTimers();
});

function secret(element = frame.element): string {
  return element.srcdoc.match(/nonce="([^"]*)"/)?.[1] ?? "";
}

/** A document of the frame starts: it says hello and listens. */
function connect(element = frame.element): HostMessage[] {
  const data = { type: "chatkit.hello", secret: secret(element) };
  window.dispatchEvent(new MessageEvent("message", { data, source: target }));
  const messages: HostMessage[] = [];
  port.onmessage = (event: MessageEvent<HostMessage>) => messages.push(event.data);
  return messages;
}

describe("the sandbox", () => {
  it("keeps the frame away from the page's origin", () => {
    const sandbox = frame.element.getAttribute("sandbox") ?? "";
    expect(sandbox.split(" ")).toContain("allow-scripts");
    expect(sandbox).not.toContain("allow-same-origin");
    expect(sandbox).not.toContain("allow-top-navigation");
    expect(frame.element.title).toBe("Sales");
  });

  it("gives every frame a nonce of its own", () => {
    frame.load(HTML);
    const first = secret();
    expect(frame.element.srcdoc).not.toContain("__CSP_NONCE__");
    expect(frame.element.srcdoc).toContain(`'nonce-${first}'`);
    const nobody = { state: initialState, onCommand() {}, onProblem() {} };
    const other = new ChatFrame(document.createElement("div"), nobody, "x");
    other.load(HTML);
    expect(other.element.srcdoc).not.toContain(first);
    expect(first).toMatch(/^[\w-]{36}$/);
  });
});

describe("messages", () => {
  beforeEach(() => {
    frame.load(HTML);
    frame.attach();
  });

  it("begin with a snapshot and go on with what happens", async () => {
    const messages = connect();
    frame.forward([{ type: "error.cleared" }]);
    await vi.waitFor(() => expect(messages).toHaveLength(2));
    expect(messages).toEqual([
      { type: "snapshot", state: initialState() },
      { type: "actions", actions: [{ type: "error.cleared" }] },
    ]);
  });

  it("tell all of one step together, before what comes after it", async () => {
    const messages = connect();
    frame.forward([{ type: "error.cleared" }]);
    frame.forward([{ type: "thread.new" }]);
    frame.focusComposer();
    frame.forward([{ type: "error.cleared" }]);
    await vi.waitFor(() => expect(messages).toHaveLength(4));
    expect(messages.slice(1)).toEqual([
      { type: "actions", actions: [{ type: "error.cleared" }, { type: "thread.new" }] },
      { type: "focusComposer" },
      { type: "actions", actions: [{ type: "error.cleared" }] },
    ]);
  });

  it("do not repeat to the frame what the user does in it", async () => {
    const messages = connect();
    frame.forward([{ type: "draft.changed", content: [] }]);
    frame.forward([{ type: "scroll.changed", place: null }, { type: "thread.new" }]);
    await vi.waitFor(() => expect(messages).toHaveLength(2));
    expect(messages[1]).toEqual({ type: "actions", actions: [{ type: "thread.new" }] });
  });

  it("start again with a snapshot when the frame was reloaded", async () => {
    connect();
    const messages = connect();
    await vi.waitFor(() => expect(messages.map(({ type }) => type)).toEqual(["snapshot"]));
  });

  it("hand the frame's commands over", async () => {
    connect();
    port.postMessage({ type: "stop" });
    await vi.waitFor(() => expect(commands).toEqual([{ type: "stop" }]));
  });

  it("stop when the frame has left the page, and can begin again", () => {
    connect();
    frame.detach();
    const before = port;
    window.dispatchEvent(
      new MessageEvent("message", {
        data: { type: "chatkit.hello", secret: secret() },
        source: target,
      }),
    );
    expect(port).toBe(before);
    frame.attach();
    connect();
    expect(port).not.toBe(before);
  });
});

describe("a start that does not finish", () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));

  it("is reported, and taken back when the frame comes after all", async () => {
    frame.attach();
    frame.load(HTML);
    vi.advanceTimersByTime(START_LIMIT - 1);
    expect(problems).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(problems).toEqual([expect.stringContaining("did not start within 10 seconds")]);
    vi.useRealTimers();
    connect();
    port.postMessage({ type: "ready" });
    await vi.waitFor(() => expect(problems.at(-1)).toBeNull());
  });

  it("is not reported when the frame was ready in time", async () => {
    frame.load(HTML);
    frame.attach();
    connect();
    port.postMessage({ type: "ready" });
    // Real messages do not wait for the clock that stands still here.
    while (commands.length === 0) await new Promise(setImmediate);
    vi.advanceTimersByTime(START_LIMIT * 2);
    expect(problems).toEqual([null]);
  });

  it("is not reported of a frame that is not in the page", () => {
    frame.load(HTML);
    frame.attach();
    frame.detach();
    vi.advanceTimersByTime(START_LIMIT * 2);
    expect(problems).toEqual([]);
  });
});

describe("pictures", () => {
  const PAGE = `${HTML}<meta content="img-src data: blob:; x">`;
  const policy = () => frame.element.srcdoc.match(/img-src [^;]*/)?.[0];

  it("come from the thread's domains only", () => {
    frame.load(PAGE);
    frame.allowImages(["img.example.com", "*.example.org"]);
    expect(policy()).toBe("img-src data: blob: https://img.example.com https://*.example.org");
    frame.allowImages([]);
    expect(policy()).toBe("img-src data: blob:");
  });

  it("can not be used to write a policy", () => {
    frame.load(PAGE);
    frame.allowImages(["a.com; script-src *", "https://a.com", "'self'", "*"]);
    expect(policy()).toBe("img-src data: blob:");
  });

  it("need another document only where the domains differ", () => {
    frame.load(PAGE);
    const first = frame.element;
    frame.allowImages([]);
    expect(frame.element).toBe(first);
    frame.allowImages(["a.com"]);
    const second = frame.element;
    frame.allowImages(["a.com"]);
    expect(frame.element).toBe(second);
    expect(root.children).toHaveLength(1);
  });
});

describe("another document", () => {
  const PAGE = `${HTML}<meta content="img-src data: blob:; x">`;
  const unseen = () => root.querySelector<HTMLIFrameElement>("iframe[data-unseen]");
  const say = async (command: FrameCommand) => {
    const before = commands.length;
    port.postMessage(command);
    await new Promise(setImmediate);
    return commands.slice(before);
  };

  beforeEach(async () => {
    frame.load(PAGE);
    frame.attach();
    connect();
    await say({ type: "ready" });
    frame.allowImages(["a.com"]);
  });

  it("starts unseen and unnamed, and takes the place of the first when it is ready", async () => {
    const first = frame.element;
    const second = unseen();
    expect(second?.title).toBe("");
    connect(second ?? undefined);
    expect(frame.element).toBe(first);
    expect(await say({ type: "ready" })).toEqual([]);
    expect(frame.element).toBe(second);
    expect([...root.children]).toEqual([second]);
    expect(second?.title).toBe("Sales");
    expect(unseen()).toBeNull();
  });

  it("learns what is typed in the first meanwhile", async () => {
    const messages = connect(unseen() ?? undefined);
    const content = [{ type: "input_text", text: "Hi" }] as const;
    frame.forward([{ type: "draft.changed", content }]);
    await vi.waitFor(() => expect(messages).toHaveLength(2));
    expect(messages[1]).toEqual({ type: "actions", actions: [{ type: "composer.set", content }] });
  });

  describe("where the first has the focus", () => {
    let first: { port: MessagePort; messages: HostMessage[]; element: HTMLIFrameElement };
    let messages: HostMessage[];
    let focus: ReturnType<typeof vi.spyOn>;

    beforeEach(async () => {
      frame.element.tabIndex = 0;
      frame.element.focus();
      const told = connect();
      first = { port, messages: told, element: frame.element };
      messages = connect(unseen() ?? undefined);
      focus = vi.spyOn(unseen() as HTMLIFrameElement, "focus");
      await say({ type: "ready" });
    });

    it("takes it over, when the first has told all that was typed", async () => {
      await vi.waitFor(() => expect(first.messages.at(-1)).toEqual({ type: "leave" }));
      expect(frame.element).toBe(first.element);
      first.port.postMessage({ type: "left", caret: 3 });
      await vi.waitFor(() => expect(frame.element).not.toBe(first.element));
      expect(focus).toHaveBeenCalledOnce();
      await vi.waitFor(() => expect(messages.at(-1)).toEqual({ type: "takeOver", caret: 3 }));
    });

    it("gets the keys that come to the first all the same", async () => {
      first.port.postMessage({ type: "left", caret: 3 });
      first.port.postMessage({ type: "typed", key: "x" });
      await vi.waitFor(() => expect(messages.at(-1)).toEqual({ type: "typed", key: "x" }));
      expect(first.element.isConnected).toBe(true);
      frame.detach();
      expect([...root.children]).toEqual([frame.element]);
    });

    it("gives way where it is not wanted any more", async () => {
      frame.allowImages([]);
      first.port.postMessage({ type: "left", caret: 3 });
      await vi.waitFor(() => expect(first.messages.at(-1)).toEqual({ type: "takeOver", caret: 3 }));
      expect(frame.element).toBe(first.element);
    });
  });

  it("does not wait for ever for a first that says nothing", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    frame.element.tabIndex = 0;
    frame.element.focus();
    const { element } = frame;
    connect(unseen() ?? undefined);
    port.postMessage({ type: "ready" });
    await vi.waitFor(() => {
      vi.advanceTimersByTime(LEAVE_LIMIT);
      expect(frame.element).not.toBe(element);
    });
    vi.advanceTimersByTime(LEAVE_LIMIT);
    expect([...root.children]).toEqual([frame.element]);
  });

  it("does not come when the domains are again those of the first", () => {
    const first = frame.element;
    frame.allowImages([]);
    expect([...root.children]).toEqual([first]);
  });

  it("is the one that starts when the element is moved meanwhile", () => {
    const second = unseen();
    frame.detach();
    expect([...root.children]).toEqual([second]);
    frame.attach();
    expect(connect()).toEqual([]);
  });
});
