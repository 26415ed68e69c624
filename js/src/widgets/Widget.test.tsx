import { fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { appendText, replaceComponent } from "../protocol/widgetTree";
import { card, deferred, showWidget } from "./testing";

const TYPES = [
  ...["Badge", "Basic", "Box", "Button", "Caption", "Card", "Chart", "Checkbox", "Col"],
  ...["DatePicker", "Divider", "Form", "Icon", "Image", "Input", "Label", "ListView"],
  ...["ListViewItem", "Markdown", "RadioGroup", "Row", "Select", "Spacer", "Text"],
  ...["Textarea", "Title", "Transition", "Hologram", "constructor"],
];
const PROPERTIES = [
  ...["value", "label", "name", "options", "data", "series", "xAxis", "status", "editable"],
  ...["size", "color", "background", "border", "padding", "limit", "defaultValue", "confirm"],
  ...["onClickAction", "onChangeAction", "src", "children", "key", "width", "rows", "min"],
];

describe("a widget", () => {
  it("is drawn whatever is in it, without an address or a script of its own", {
    timeout: 60_000,
  }, () => {
    const value = fc.oneof(fc.anything(), fc.constantFrom("url(//evil)", "javascript:x", -1, {}));
    const leaf = fc
      .tuple(fc.constantFrom(...TYPES), fc.dictionary(fc.constantFrom(...PROPERTIES), value))
      .map(([type, properties]) => ({ ...properties, type }));
    fc.assert(
      fc.property(fc.array(leaf, { maxLength: 6 }), (nodes) => {
        const { container } = showWidget(card(...nodes));
        expect(container.querySelector("section")).not.toBeNull();
        const styles = [...container.querySelectorAll("[style]")].map(
          (each) => each.getAttribute("style") ?? "",
        );
        expect(styles.filter((style) => style.includes("url"))).toEqual([]);
        expect(container.querySelector("[src], [href], script")).toBeNull();
        container.remove();
      }),
      { numRuns: 60 },
    );
  });

  it("shows what is in an unknown component, and a quiet note", () => {
    const { container } = showWidget(
      card({ type: "Hologram", children: [{ type: "Text", value: "inside" }] }),
    );
    expect(container.textContent).toContain("“Hologram” is not known");
    expect(screen.getByText("inside")).toBeTruthy();
  });

  it("stops at a depth that no widget needs", () => {
    let node: object = { type: "Text", value: "deep" };
    for (let depth = 0; depth < 200; depth += 1) node = { type: "Box", children: [node] };
    const { container } = showWidget(card(node));
    expect(container.textContent).toContain("nested deeper");
    expect(screen.queryByText("deep")).toBeNull();
  });

  it("says so when it is no widget at all", () => {
    expect(showWidget(7).container.textContent).toContain("can not be shown");
  });
});

describe("updates", () => {
  it("append to a text that streams and leave all else as it is", () => {
    const text = { type: "Text", id: "t", value: "One", streaming: true };
    const root = card(text, { type: "Input", name: "a" }) as never;
    const { update } = showWidget(root);
    const [field, paragraph] = [screen.getByRole("textbox"), screen.getByText("One")];
    update(appendText(root, "t", " two", false));
    expect(screen.getByText("One two")).toBe(paragraph);
    expect(screen.getByRole("textbox")).toBe(field);
  });

  it("keep what was typed, the focus and the caret", async () => {
    const root = card(
      { type: "Title", id: "h", value: "Before" },
      { type: "Input", id: "i", name: "a", defaultValue: "x" },
    );
    const { update } = showWidget(root);
    const field = screen.getByRole<HTMLInputElement>("textbox");
    await userEvent.type(field, "yz");
    field.setSelectionRange(1, 1);
    update(replaceComponent(root as never, "h", { type: "Title", id: "h", value: "After" }));
    update(card({ type: "Title", id: "h", value: "New" }, { type: "Input", id: "i", name: "a" }));
    expect(screen.getByRole("heading").textContent).toBe("New");
    expect(screen.getByRole("textbox")).toBe(field);
    expect([field.value, field.selectionStart, document.activeElement]).toEqual(["xyz", 1, field]);
  });

  it("bring a new start value to a field that nobody has touched", () => {
    const { update } = showWidget(card({ type: "Input", name: "a", defaultValue: "old" }));
    update(card({ type: "Input", name: "a", defaultValue: "new" }));
    expect(screen.getByRole<HTMLInputElement>("textbox").value).toBe("new");
  });
});

describe("actions", () => {
  const button = (action: object, label = "Go") => ({
    type: "Button",
    label,
    onClickAction: { type: "go", ...action },
  });

  it("carry their payload, where they run, and whether they stream", () => {
    const { actions } = showWidget(
      card(button({ payload: { id: 7 }, handler: "client", streaming: false })),
    );
    fireEvent.click(screen.getByRole("button"));
    expect(actions).toEqual([
      {
        type: "go",
        handler: "client",
        streaming: false,
        loadingBehavior: "auto",
        payload: { id: 7 },
      },
    ]);
  });

  it("run once however often a button is pressed before they are done", async () => {
    const { promise, settle } = deferred();
    const { actions } = showWidget(card(button({})), { onAction: () => promise });
    await userEvent.dblClick(screen.getByRole("button"));
    expect(actions).toHaveLength(1);
    settle();
    await promise;
    fireEvent.click(await screen.findByRole("button"));
    expect(actions).toHaveLength(2);
  });

  it("run once for a double click, even where the answer was quicker than its second half", async () => {
    const { actions } = showWidget(
      card(button({}, "Self"), button({ loadingBehavior: "none" }, "None")),
    );
    const self = screen.getByRole("button", { name: "Self" });
    fireEvent.click(self, { detail: 1 });
    await expect.poll(() => self.getAttribute("aria-busy")).not.toBe("true");
    fireEvent.click(self, { detail: 2 });
    expect(actions).toHaveLength(1);
    fireEvent.click(screen.getByRole("button", { name: "None" }), { detail: 2 });
    expect(actions).toHaveLength(2);
  });

  it("make the whole widget busy where they say so, and nothing where they say so", async () => {
    const { promise, settle } = deferred();
    const { container, actions } = showWidget(
      card(
        button({ loadingBehavior: "container" }, "Whole"),
        button({ loadingBehavior: "none" }, "None"),
      ),
      { onAction: () => promise },
    );
    fireEvent.click(screen.getByRole("button", { name: "None" }));
    fireEvent.click(screen.getByRole("button", { name: "None" }));
    expect(actions).toHaveLength(2);
    expect(container.querySelector("[aria-busy=true]")).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Whole" }));
    expect(container.querySelector("[aria-busy=true]")).not.toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "None" }));
    expect(actions).toHaveLength(3);
    settle();
    await expect.poll(() => container.querySelector("[aria-busy=true]")).toBeNull();
  });

  it("that fail are said, until the next one", async () => {
    let fail = true;
    showWidget(card(button({})), {
      onAction: () => (fail ? Promise.reject(new Error("It is closed.")) : Promise.resolve()),
    });
    fireEvent.click(screen.getByRole("button"));
    expect((await screen.findByRole("alert")).textContent).toBe("It is closed.");
    fail = false;
    fireEvent.click(screen.getByRole("button"));
    await expect.poll(() => screen.queryByRole("alert")).toBeNull();
  });

  it("are none where there is no type", () => {
    const { actions } = showWidget(
      card({ type: "Button", label: "Go", onClickAction: { payload: 1 } }),
    );
    fireEvent.click(screen.getByRole("button"));
    expect(actions).toEqual([]);
  });
});
