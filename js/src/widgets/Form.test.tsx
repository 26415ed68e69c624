import { fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { card, deferred, showWidget } from "./testing";

const SUBMIT = { type: "Button", submit: true, label: "Save" };

function form(...children: object[]) {
  return card({ type: "Form", onSubmitAction: { type: "save", payload: { id: 1 } }, children });
}

describe("a form", () => {
  it("sends the values of all its fields, as objects where names have dots", async () => {
    const { actions } = showWidget(
      form(
        { type: "Label", value: "Name", fieldName: "who.name" },
        { type: "Input", name: "who.name" },
        { type: "Textarea", name: "notes", placeholder: "Notes" },
        { type: "Checkbox", name: "gift", label: "Gift", defaultChecked: true },
        { type: "Text", value: "Title", editable: { name: "title" } },
        {
          type: "RadioGroup",
          name: "speed",
          options: [
            { value: "s", label: "Slow" },
            { value: "f", label: "Fast" },
          ],
        },
        { type: "DatePicker", name: "due", defaultValue: "2026-11-21T10:00:00Z" },
        SUBMIT,
      ),
    );
    await userEvent.type(screen.getByRole("textbox", { name: "Name" }), "Ada");
    await userEvent.type(screen.getByRole("textbox", { name: "Notes" }), "n");
    await userEvent.type(screen.getByRole("textbox", { name: "title" }), "!");
    await userEvent.click(screen.getByRole("radio", { name: "Fast" }));
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    expect(actions.map(({ payload }) => payload)).toEqual([
      {
        id: 1,
        who: { name: "Ada" },
        notes: "n",
        gift: true,
        title: "Title!",
        speed: "f",
        due: "2026-11-21",
      },
    ]);
  });

  it("says what is missing before it is sent, and goes there", async () => {
    const { actions } = showWidget(
      form(
        { type: "Input", name: "a" },
        { type: "Input", name: "b", required: true },
        { type: "Checkbox", name: "c", label: "Agree", required: true },
        SUBMIT,
      ),
    );
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    const field = screen.getByRole("textbox", { name: "b" });
    expect(actions).toEqual([]);
    expect(document.activeElement).toBe(field);
    expect(field.getAttribute("aria-invalid")).toBe("true");
    expect(screen.getAllByRole("alert").map((each) => each.textContent)).toEqual([
      "Fill this in.",
      "Tick this box.",
    ]);
    await userEvent.type(field, "x");
    await userEvent.click(screen.getByRole("checkbox"));
    expect(screen.queryByRole("alert")).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    expect(actions).toHaveLength(1);
  });

  it("is sent by Enter in a field of one line, and makes the widget busy", async () => {
    const { promise, settle } = deferred();
    const { actions, container } = showWidget(form({ type: "Input", name: "a" }, SUBMIT), {
      onAction: () => promise,
    });
    await userEvent.type(screen.getByRole("textbox"), "x{Enter}{Enter}");
    expect(actions).toHaveLength(1);
    expect(container.querySelector("[aria-busy=true]")).not.toBeNull();
    settle();
    await expect.poll(() => container.querySelector("[aria-busy=true]")).toBeNull();
  });

  it("gives its values to its other buttons too, unchecked", async () => {
    const { actions } = showWidget(
      form(
        { type: "Input", name: "a", required: true },
        { type: "Button", label: "Draft", onClickAction: { type: "draft" } },
      ),
    );
    await userEvent.click(screen.getByRole("button", { name: "Draft" }));
    expect(actions[0]).toMatchObject({ type: "draft", payload: { a: "" } });
  });
});

describe("a field outside of a form", () => {
  it("sends its own value when it changes", async () => {
    const onChangeAction = { type: "changed", payload: { id: 1 } };
    const { actions } = showWidget(
      card({ type: "Checkbox", name: "done.now", label: "Done", onChangeAction }),
    );
    fireEvent.click(screen.getByRole("checkbox", { name: "Done" }));
    expect(actions[0]?.payload).toEqual({ id: 1, done: { now: true } });
  });

  it("can not be changed while it is disabled", () => {
    showWidget(
      card(
        { type: "Input", name: "a", disabled: true },
        { type: "Checkbox", name: "b", disabled: true },
        { type: "Button", label: "c", disabled: true },
      ),
    );
    for (const role of ["textbox", "checkbox", "button"]) {
      expect(screen.getByRole(role).hasAttribute("disabled")).toBe(true);
    }
  });
});
