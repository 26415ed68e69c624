import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { initialState } from "../protocol/state";
import { acceptFrame, connectToHost, type FrameCommand, type HostMessage } from "./bridge";

/** Stands for the frame's window: what is posted to it arrives, as from the page, in this one. */
const frameWindow = {
  postMessage(data: unknown, _: string, ports: MessagePort[]) {
    window.dispatchEvent(new MessageEvent("message", { data, ports, source: window }));
  },
} as unknown as Window;

let controller: AbortController;
let ports: MessagePort[];
let source: Window;

beforeEach(() => {
  controller = new AbortController();
  ports = [];
  source = frameWindow;
  vi.spyOn(window.parent, "postMessage").mockImplementation((data: unknown) => {
    window.dispatchEvent(new MessageEvent("message", { data, source }));
  });
  acceptFrame({
    frameWindow: () => frameWindow,
    secret: "s3cret",
    onConnect: (port) => ports.push(port),
    signal: controller.signal,
  });
});

afterEach(() => {
  controller.abort();
  for (const port of ports) port.close();
});

function received(port: MessagePort | undefined): FrameCommand[] {
  const commands: FrameCommand[] = [];
  if (port) port.onmessage = ({ data }: MessageEvent<FrameCommand>) => commands.push(data);
  return commands;
}

describe("the handshake", () => {
  it("opens a channel that carries messages both ways", async () => {
    const messages: HostMessage[] = [];
    const send = connectToHost((message) => messages.push(message), "s3cret");
    const commands = received(ports[0]);
    ports[0]?.postMessage({ type: "snapshot", state: initialState() } satisfies HostMessage);
    send({ type: "stop" });
    await vi.waitFor(() => expect(commands).toEqual([{ type: "stop" }]));
    await vi.waitFor(() => expect(messages).toEqual([{ type: "snapshot", state: initialState() }]));
  });

  it("can be repeated by a document that was reloaded", () => {
    connectToHost(() => {}, "s3cret");
    connectToHost(() => {}, "s3cret");
    expect(ports).toHaveLength(2);
  });

  it("refuses a document that does not know the secret", () => {
    connectToHost(() => {}, "guess");
    connectToHost(() => {}, "");
    expect(ports).toEqual([]);
  });

  it("refuses another window, even with the secret", () => {
    source = { postMessage: () => {} } as unknown as Window;
    connectToHost(() => {}, "s3cret");
    expect(ports).toEqual([]);
  });

  it("passes over other messages on the page", () => {
    for (const data of [null, "chatkit.hello", 7, { type: "chatkit.hello" }]) {
      window.dispatchEvent(new MessageEvent("message", { data, source: frameWindow }));
    }
    expect(ports).toEqual([]);
  });

  it("is over when the host stops listening", () => {
    controller.abort();
    connectToHost(() => {}, "s3cret");
    expect(ports).toEqual([]);
  });

  it("keeps commands that are given before the channel is open", async () => {
    const [hello] = vi.mocked(window.parent.postMessage).mock.calls;
    expect(hello).toBeUndefined();
    vi.mocked(window.parent.postMessage).mockImplementation(() => {});
    const send = connectToHost(() => {}, "s3cret");
    send({ type: "openHistory" });
    const data = { type: "chatkit.hello", secret: "s3cret" };
    window.dispatchEvent(new MessageEvent("message", { data, source: frameWindow }));
    const commands = received(ports[0]);
    await vi.waitFor(() => expect(commands).toEqual([{ type: "openHistory" }]));
  });
});

describe("the frame's secret", () => {
  it("is the nonce of its own script", () => {
    const script = document.createElement("script");
    script.setAttribute("nonce", "s3cret");
    Object.defineProperty(script, "nonce", { value: "s3cret" });
    document.head.append(script);
    connectToHost(() => {});
    script.remove();
    expect(ports).toHaveLength(1);
  });
});
