import { beforeEach, describe, expect, it } from "vitest";
import { showAuthorErrors } from "./authorError";
import { FakeModel } from "./testing/model";

const ERROR = { title: "ValueError: <b>no</b>", traceback: "Traceback <script>x</script>" };

let fake: FakeModel;
let parent: HTMLElement;
let controller: AbortController;

beforeEach(() => {
  fake = new FakeModel();
  parent = document.createElement("div");
  controller = new AbortController();
});

const details = () => parent.querySelector("details");

describe("an error in the author's code", () => {
  it("is shown folded and as plain text when it comes, and goes with it", () => {
    showAuthorErrors(fake.model, parent, controller.signal);
    expect(details()).toBeNull();
    fake.set("author_error", ERROR);
    expect(details()?.open).toBe(false);
    expect(details()?.querySelector("summary")?.textContent).toBe(ERROR.title);
    expect(details()?.querySelector("pre")?.textContent).toBe(ERROR.traceback);
    expect(parent.querySelector("b, script")).toBeNull();
    fake.set("author_error", null);
    expect(details()).toBeNull();
  });

  it("that is there already is shown at once", () => {
    fake = new FakeModel({ author_error: ERROR });
    showAuthorErrors(fake.model, parent, controller.signal);
    expect(details()).not.toBeNull();
  });

  it("can be dismissed, here and in the kernel", () => {
    fake = new FakeModel({ author_error: ERROR });
    showAuthorErrors(fake.model, parent, controller.signal);
    parent.querySelector<HTMLElement>("button[aria-label='Dismiss the error']")?.click();
    expect(details()).toBeNull();
    expect(fake.saved).toEqual({ author_error: null });
  });

  it("is no longer followed when the view is gone", () => {
    showAuthorErrors(fake.model, parent, controller.signal);
    controller.abort();
    expect(fake.listeners).toBe(0);
  });
});
