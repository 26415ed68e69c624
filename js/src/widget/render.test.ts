import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CommTransport } from "../transport/comm";
import { FakeKernel } from "../transport/fakeKernel";
import { connect, LOCAL_TAG } from "./connection";
import * as hosted from "./hosted";
import { renderChat } from "./render";
import { FakeModel } from "./testing/model";
import { jupyterPage } from "./testing/page";

const setOptions = vi.fn();
customElements.define(
  LOCAL_TAG,
  class extends HTMLElement {
    setOptions = setOptions;
  },
);

let el: HTMLElement;
let controller: AbortController;
let leave: () => void;
let comm: CommTransport;

beforeEach(() => {
  setOptions.mockReset();
  vi.stubGlobal("fetch", async () => new Response(null, { status: 204 }));
  comm = new CommTransport(new FakeKernel());
  el = document.createElement("div");
  controller = new AbortController();
  leave = jupyterPage({ baseUrl: "/user/ada/" });
});

afterEach(() => {
  controller.abort();
  vi.unstubAllGlobals();
  leave();
});

async function render(fake: FakeModel, load: (url: string) => Promise<unknown> = async () => ({})) {
  const { model } = fake;
  const connection = await connect(model, comm, load);
  await renderChat({ model, el, connection, signal: controller.signal });
}

const chats = () => el.querySelectorAll(LOCAL_TAG).length;

describe("the widget", () => {
  it("imports its build from the Jupyter server and shows the chat", async () => {
    const loaded: string[] = [];
    await render(new FakeModel(), async (url) => loaded.push(url));
    const { origin } = window.location;
    expect(loaded).toEqual([`${origin}/user/ada/chatkit/static/b1/element.js?as=chatkit-notebook`]);
    expect(chats()).toBe(1);
  });

  it("is as high as its author says", async () => {
    const fake = new FakeModel({ height: 400 });
    await render(fake);
    const box = el.firstElementChild?.firstElementChild as HTMLElement;
    expect(box.style.height).toBe("400px");
    fake.set("height", 700);
    expect(box.style.height).toBe("700px");
  });

  it("fails with words for the user where its build can not be loaded", async () => {
    const failing = render(new FakeModel(), () => Promise.reject(new TypeError("404")));
    await expect(failing).rejects.toThrow("jupyter server extension enable chatkit_jupyter");
    expect(chats()).toBe(0);
  });

  it("says so while the kernel is busy, where that is what it waits for", async () => {
    const busy = vi.spyOn(comm, "busy", "get").mockReturnValue(false);
    const listen = vi.spyOn(comm, "onBusy");
    await render(new FakeModel({ transport: "comm" }));
    const status = () => el.querySelector<HTMLElement>("[role=status]");
    expect(status()?.hidden).toBe(true);
    busy.mockReturnValue(true);
    listen.mock.calls[0]?.[0]();
    expect(status()?.hidden).toBe(false);
    expect(status()?.textContent).toContain("running cell");
  });

  it("says which option is wrong", async () => {
    setOptions.mockImplementation(() => {
      throw new Error("ChatKit's option “header.titel” does not exist.");
    });
    const failing = render(new FakeModel());
    await expect(failing).rejects.toThrow("ChatKit's option “header.titel” does not exist.");
    expect(chats()).toBe(0);
  });

  it("shows the author's errors below the chat", async () => {
    await render(new FakeModel({ author_error: { title: "ValueError", traceback: "…" } }));
    const details = el.querySelector("details");
    const chat = el.querySelector(LOCAL_TAG);
    const { DOCUMENT_POSITION_FOLLOWING } = Node;
    expect(details && chat?.compareDocumentPosition(details)).toBe(DOCUMENT_POSITION_FOLLOWING);
  });

  it("shows nothing in a view that was closed while it loaded", async () => {
    const fake = new FakeModel();
    await render(fake, async () => controller.abort());
    expect(el.childElementCount).toBe(0);
    expect(fake.listeners).toBe(0);
  });

  it("is shown by OpenAI's element where the author chose it, and our own is not loaded", async () => {
    const loadHosted = vi.spyOn(hosted, "loadHosted").mockResolvedValue();
    const load = vi.fn();
    const tag = hosted.HOSTED_TAG;
    customElements.define(
      tag,
      class extends HTMLElement {
        setOptions = setOptions;
      },
    );
    await render(new FakeModel({ renderer: "hosted", hosted_script: "/chatkit.js" }), load);
    expect(loadHosted).toHaveBeenCalledWith("/chatkit.js");
    expect(load).not.toHaveBeenCalled();
    expect(el.querySelectorAll(tag)).toHaveLength(1);
  });

  it("is shown by our own where OpenAI's can not be loaded, and says so", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    vi.spyOn(hosted, "loadHosted").mockRejectedValue(new Error("offline"));
    await render(new FakeModel({ renderer: "hosted" }));
    expect(chats()).toBe(1);
    expect(el.querySelector("[role=status]")?.textContent).toContain("the notebook's own");
  });

  it("can be shown several times", async () => {
    const fake = new FakeModel();
    await render(fake);
    await render(fake);
    expect(chats()).toBe(2);
  });
});
