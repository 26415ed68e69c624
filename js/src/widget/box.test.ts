import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeBox } from "./box";
import { LEAST_HEIGHT } from "./height";
import { FakeModel } from "./testing/model";

let controller: AbortController;

beforeEach(() => {
  localStorage.clear();
  controller = new AbortController();
});
afterEach(() => {
  controller.abort();
  document.body.replaceChildren();
});

function show(fake = new FakeModel()) {
  const { whole, inside } = makeBox(fake.model, controller.signal);
  document.body.append(whole);
  const [handle, button] = [whole.querySelector("[role=separator]"), whole.querySelector("button")];
  return { whole, inside, handle: handle as HTMLElement, button: button as HTMLButtonElement };
}

function press(target: EventTarget, key: string): boolean {
  return target.dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }),
  );
}

describe("the height of a chat", () => {
  it("is changed with the keys, and said", () => {
    const { inside, handle } = show();
    press(handle, "ArrowDown");
    press(handle, "ArrowDown");
    expect(inside.style.height).toBe("600px");
    expect(handle.getAttribute("aria-valuenow")).toBe("600");
    press(handle, "ArrowUp");
    expect(inside.style.height).toBe("580px");
    press(handle, "Home");
    press(handle, "ArrowUp");
    expect(inside.style.height).toBe(`${LEAST_HEIGHT}px`);
    press(handle, "Escape");
    expect(inside.style.height).toBe("560px");
    expect(press(handle, "Tab")).toBe(true);
  });

  it("follows a pointer, which the chat does not keep", () => {
    const { inside, handle } = show();
    handle.setPointerCapture = () => undefined;
    const point = (type: string, clientY: number) =>
      handle.dispatchEvent(new PointerEvent(type, { clientY, pointerId: 1 }));
    point("pointermove", 50);
    point("pointerdown", 100);
    expect(inside.style.pointerEvents).toBe("none");
    point("pointermove", 140);
    expect(inside.style.height).toBe("600px");
    point("lostpointercapture", 140);
    point("pointermove", 300);
    expect([inside.style.height, inside.style.pointerEvents]).toEqual(["600px", ""]);
  });

  it("is remembered, until the author chooses another one", () => {
    press(show().handle, "ArrowDown");
    const fake = new FakeModel();
    const { inside } = show(fake);
    expect(inside.style.height).toBe("580px");
    expect(show(new FakeModel({ chat: "sales" })).inside.style.height).toBe("560px");
    fake.set("height", 700);
    expect(inside.style.height).toBe("700px");
  });

  it("of a preview can not be changed", () => {
    const { handle, button } = show(new FakeModel({ preview: true }));
    expect([handle, button]).toEqual([null, null]);
  });
});

describe("the full page", () => {
  const isFull = (button: HTMLElement) =>
    button.getAttribute("aria-label") === "Leave the full page";

  it("is entered and left with the button", () => {
    const { whole, inside, button } = show();
    button.click();
    expect(isFull(button)).toBe(true);
    expect(whole.style.position).toBe("fixed");
    button.click();
    expect(isFull(button)).toBe(false);
    expect([whole.style.position, inside.style.height]).toEqual(["", "560px"]);
  });

  it("is left with Escape, of the page or of the chat", () => {
    const { inside, button } = show();
    expect(press(document.body, "Escape")).toBe(true);
    button.click();
    expect(press(document.body, "Escape")).toBe(false);
    expect(isFull(button)).toBe(false);
    expect(document.activeElement).toBe(button);
    button.click();
    inside.dispatchEvent(new Event("chatkit-escape", { bubbles: true }));
    expect(isFull(button)).toBe(false);
  });
});
