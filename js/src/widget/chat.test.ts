import type { ChatKitOptions } from "@openai/chatkit";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CommTransport } from "../transport/comm";
import { FakeKernel } from "../transport/fakeKernel";
import { showChat } from "./chat";
import { connect, LOCAL_TAG } from "./connection";
import { FakeModel } from "./testing/model";
import { jupyterPage } from "./testing/page";

/** Stands for the real element, which has its own tests. */
class RecordingChat extends HTMLElement {
  readonly given: ChatKitOptions[] = [];
  readonly composed: unknown[] = [];
  focused = 0;
  async setComposerValue(value: unknown): Promise<void> {
    this.composed.push(value);
  }
  async focusComposer(): Promise<void> {
    this.focused += 1;
  }
  setOptions(options: ChatKitOptions): void {
    this.given.push(options);
  }
}
customElements.define(LOCAL_TAG, RecordingChat);

let leave: () => void;
let parent: HTMLElement;
let controller: AbortController;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  vi.stubGlobal("fetch", async () => new Response(null, { status: 204 }));
  leave = jupyterPage({ baseUrl: "/user/ada/" });
  parent = document.createElement("div");
  controller = new AbortController();
});

afterEach(() => {
  controller.abort();
  vi.runAllTimers();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  leave();
  delete document.body.dataset.jpThemeLight;
});

async function show(fake: FakeModel): Promise<RecordingChat> {
  const { signal } = controller;
  const connection = await connect(
    fake.model,
    new CommTransport(new FakeKernel()),
    async () => ({}),
  );
  showChat(fake.model, { connection, parent, tag: LOCAL_TAG, signal });
  return parent.querySelector(LOCAL_TAG) as unknown as RecordingChat;
}

function changeThread(chat: HTMLElement, threadId: string | null): void {
  chat.dispatchEvent(new CustomEvent("chatkit.thread.change", { detail: { threadId } }));
}

describe("a view of the chat", () => {
  it("speaks to its chat in its kernel, and begins with the thread that was shown last", async () => {
    const chat = await show(new FakeModel({ thread_id: "t7" }));
    expect(chat.given).toHaveLength(1);
    expect(chat.given[0]).toMatchObject({
      api: { url: "/user/ada/chatkit/kernels/k1/chats/orders", domainKey: "local" },
      initialThread: "t7",
      theme: { colorScheme: "light" },
    });
  });

  it("proves with the author's key where it is, to OpenAI's front end", async () => {
    const chat = await show(new FakeModel({ renderer: "hosted", domain_key: "domain_pk_1" }));
    expect(chat.given[0]).toMatchObject({ api: { domainKey: "domain_pk_1" } });
  });

  it("offers Retry and follows the answer, unless the author wants it otherwise", async () => {
    const options: Partial<ChatKitOptions> = {
      threadItemActions: { feedback: true },
      thread: { autoScroll: false },
      header: { enabled: false },
    };
    expect((await show(new FakeModel({ options }))).given[0]).toMatchObject({
      threadItemActions: { feedback: true, retry: true },
      thread: { autoScroll: false },
      header: { enabled: false },
    });
  });

  it("follows JupyterLab's theme, unless the author chose one", async () => {
    const fake = new FakeModel();
    const chat = await show(fake);
    document.body.dataset.jpThemeLight = "false";
    await vi.waitFor(() => expect(chat.given.at(-1)?.theme).toEqual({ colorScheme: "dark" }));
    fake.set("options", { theme: "light" });
    expect(chat.given.at(-1)?.theme).toEqual({ colorScheme: "light" });
    fake.set("options", { theme: { radius: "sharp" } });
    expect(chat.given.at(-1)?.theme).toEqual({ colorScheme: "dark", radius: "sharp" });
  });

  it("follows the kernel and the options", async () => {
    const fake = new FakeModel();
    const chat = await show(fake);
    fake.set("kernel_id", "k2");
    fake.set("options", { frameTitle: "Sales" });
    expect(chat.given.at(-1)).toMatchObject({
      api: { url: "/user/ada/chatkit/kernels/k2/chats/orders" },
      frameTitle: "Sales",
    });
  });

  it("remembers the thread in the kernel", async () => {
    const fake = new FakeModel();
    const chat = await show(fake);
    changeThread(chat, "t1");
    expect(fake.saved).toEqual({ thread_id: "t1" });
    changeThread(chat, null);
    expect(fake.saved).toEqual({ thread_id: null });
  });

  it("has in its composer what the author put there, once", async () => {
    const fake = new FakeModel({ composer: { revision: 1, value: { text: "Hi" } } });
    const chat = await show(fake);
    expect(chat.composed).toEqual([{ text: "Hi" }]);
    controller.abort();
    controller = new AbortController();
    expect(await show(fake)).toBe(chat);
    fake.set("composer", {});
    expect(chat.composed).toHaveLength(1);
    fake.set("composer", { revision: 2, value: { text: "Hi" } });
    expect(chat.composed).toHaveLength(2);
  });

  it("gets the focus when the author says so, and not when it is made", async () => {
    const fake = new FakeModel({ focused: 3 });
    const chat = await show(fake);
    expect(chat.focused).toBe(0);
    fake.set("focused", 4);
    expect(chat.focused).toBe(1);
  });

  it("that comes soon after another shows the same element, with what is in it", async () => {
    const chat = await show(new FakeModel());
    controller.abort();
    controller = new AbortController();
    expect(await show(new FakeModel())).toBe(chat);
    controller.abort();
    controller = new AbortController();
    expect(await show(new FakeModel({ chat: "sales" }))).not.toBe(chat);
  });

  it("leaves nothing behind", async () => {
    const fake = new FakeModel();
    const chat = await show(fake);
    controller.abort();
    expect(parent.childElementCount).toBe(0);
    expect(fake.listeners).toBe(0);
    changeThread(chat, "late");
    expect(fake.saved).toEqual({});
  });
});
