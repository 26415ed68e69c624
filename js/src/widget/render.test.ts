import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { renderChat } from "./render";
import { FakeModel } from "./testing/model";
import { jupyterPage } from "./testing/page";

const setOptions = vi.fn();
customElements.define(
  "openai-chatkit",
  class extends HTMLElement {
    setOptions = setOptions;
  },
);

let el: HTMLElement;
let controller: AbortController;
let leave: () => void;

beforeEach(() => {
  setOptions.mockReset();
  el = document.createElement("div");
  controller = new AbortController();
  leave = jupyterPage({ baseUrl: "/user/ada/" });
});

afterEach(() => {
  controller.abort();
  leave();
});

function render(fake: FakeModel, load: (url: string) => Promise<unknown> = async () => ({})) {
  return renderChat({ model: fake.model, el, signal: controller.signal }, load);
}

const alert = () => el.querySelector("[role=alert]")?.textContent;
const chats = () => el.querySelectorAll("openai-chatkit").length;

describe("the widget", () => {
  it("imports its build from the Jupyter server and shows the chat", async () => {
    const loaded: string[] = [];
    await render(new FakeModel(), async (url) => loaded.push(url));
    const { origin } = window.location;
    expect(loaded).toEqual([`${origin}/user/ada/chatkit/static/b1/element.js`]);
    expect(chats()).toBe(1);
    expect(alert()).toBeUndefined();
  });

  it("is as high as its author says", async () => {
    const fake = new FakeModel({ height: 400 });
    await render(fake);
    const box = el.firstElementChild as HTMLElement;
    expect(box.style.height).toBe("400px");
    fake.set("height", 700);
    expect(box.style.height).toBe("700px");
  });

  it("says how to enable the server extension where it is not loaded", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    await render(new FakeModel(), () => Promise.reject(new TypeError("404")));
    expect(alert()).toContain("jupyter server extension enable chatkit_jupyter");
    expect(chats()).toBe(0);
  });

  it("says where it works on a page without a Jupyter server", async () => {
    leave();
    await render(new FakeModel());
    expect(alert()).toContain("JupyterLab");
  });

  it("says which option is wrong", async () => {
    setOptions.mockImplementation(() => {
      throw new Error("ChatKit's option “header.titel” does not exist.");
    });
    await render(new FakeModel());
    expect(alert()).toBe("ChatKit's option “header.titel” does not exist.");
    expect(chats()).toBe(0);
  });

  it("shows the author's errors below the chat", async () => {
    await render(new FakeModel({ author_error: { title: "ValueError", traceback: "…" } }));
    const details = el.querySelector("details");
    const chat = el.querySelector("openai-chatkit");
    const { DOCUMENT_POSITION_FOLLOWING } = Node;
    expect(details && chat?.compareDocumentPosition(details)).toBe(DOCUMENT_POSITION_FOLLOWING);
  });

  it("shows nothing in a view that was closed while it loaded", async () => {
    const fake = new FakeModel();
    await render(fake, async () => controller.abort());
    expect(el.childElementCount).toBe(0);
    expect(fake.listeners).toBe(0);
  });

  it("can be shown several times", async () => {
    const fake = new FakeModel();
    await render(fake);
    await render(fake);
    expect(chats()).toBe(2);
  });
});
