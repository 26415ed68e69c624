import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { addView } from "./liveness";
import { FakeModel } from "./testing/model";
import { keepTranscript } from "./transcript";

const SAVED = { id: "c1", revision: 2, model: "m1" };
const live = () => document.documentElement.getAttribute("data-chatkit-live");

let page: AbortController;
let listeners: (() => void)[];
let comm: { comm_live: boolean; on: (event: string, listener: () => void) => void };

beforeEach(() => {
  page = new AbortController();
  listeners = [];
  comm = { comm_live: true, on: (_, listener) => void listeners.push(listener) };
});

afterEach(() => {
  page.abort();
  document.documentElement.removeAttribute("data-chatkit-live");
});

function keep(outputs: object[] = [], saved: typeof SAVED | undefined = SAVED) {
  const fake = new FakeModel(saved ? { saved } : {});
  const set = vi.fn((index: number, value: object) => {
    outputs[index] = value;
  });
  const list = { length: outputs.length, get: (i: number) => ({ toJSON: () => outputs[i] }), set };
  const cells = [{ outputs: list }];
  const send = vi.fn();
  Object.assign(fake, {
    send,
    widget_manager: { get_model: async () => comm, context: { model: { cells } } },
  });
  keepTranscript(fake.model, page.signal);
  return { fake, send, set };
}

const output = (revision: number) => ({
  data: {},
  metadata: { chatkit: { id: "c1", chat: "orders", revision } },
});

describe("the saved conversation", () => {
  it("is hidden by the page while the chat's model is connected", async () => {
    keep();
    await vi.waitFor(() => expect(live()).toBe("c1"));
    comm.comm_live = false;
    for (const listener of listeners) listener();
    expect(live()).toBe("");
  });

  it("is not seen beside the chat, and is seen without it", async () => {
    const saved = document.body.appendChild(document.createElement("div"));
    saved.className = "chatkit-saved chatkit-c1";
    keep();
    await vi.waitFor(() => expect(getComputedStyle(saved).display).toBe("none"));
    page.abort();
    expect(getComputedStyle(saved).display).toBe("block");
    saved.remove();
  });

  it("is not hidden for a model that was never connected, or has gone", async () => {
    comm.comm_live = false;
    keep();
    await vi.waitFor(() => expect(live()).toBe(""));
    comm.comm_live = true;
    for (const listener of listeners) listener();
    expect(live()).toBe("c1");
    page.abort();
    expect(live()).toBe("");
  });

  it("stays hidden while a view is in the page, also when the kernel has gone", async () => {
    const view = new AbortController();
    keep();
    await vi.waitFor(() => expect(live()).toBe("c1"));
    addView("c1", view.signal);
    comm.comm_live = false;
    for (const listener of listeners) listener();
    expect(live()).toBe("c1");
    view.abort();
    expect(live()).toBe("");
  });

  it("is shown instead of a view whose model was never connected", async () => {
    comm.comm_live = false;
    addView("c1", page.signal);
    keep();
    await vi.waitFor(() => expect(listeners).toHaveLength(1));
    expect(live()).toBe("");
  });

  it("waits for the kernel to name it", async () => {
    const { fake } = keep([], undefined);
    expect(live()).toBeNull();
    fake.set("saved", SAVED);
    await vi.waitFor(() => expect(live()).toBe("c1"));
  });

  it("is asked for when the notebook has an earlier one, and written when it comes", () => {
    const { fake, send, set } = keep([output(1)]);
    expect(send).toHaveBeenCalledExactlyOnceWith({ kind: "chatkit.saved" });
    fake.receive({ kind: "chatkit.saved", revision: 2, holder: output(2), pointer: output(2) });
    expect(set).toHaveBeenCalledExactlyOnceWith(0, { output_type: "display_data", ...output(2) });
    fake.set("saved", { ...SAVED, revision: 3 });
    expect(send).toHaveBeenCalledTimes(2);
  });

  it("is left alone where the kernel's own update has come, and where there is no notebook", () => {
    const { send } = keep([output(2)]);
    expect(send).not.toHaveBeenCalled();
    const fake = new FakeModel({ saved: SAVED });
    keepTranscript(fake.model, page.signal);
    fake.receive({ kind: "chatkit.saved", revision: 9, holder: output(9), pointer: output(9) });
  });
});
