import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { card, showWidget } from "./testing";

const SELECT = {
  type: "Select",
  name: "fruit",
  placeholder: "Fruit",
  onChangeAction: { type: "picked" },
  options: [
    { value: "a", label: "Apple" },
    { value: "b", label: "Banana", description: "Yellow" },
    { value: "c", label: "Cherry", disabled: true },
    { value: "d", label: "Date" },
  ],
};

const open = () => userEvent.click(screen.getByRole("button", { name: /^Fruit/ }));
const shown = () => screen.queryAllByRole("option").map((option) => option.textContent);

describe("a select", () => {
  it("opens its options, takes one, and closes", async () => {
    const { actions } = showWidget(card(SELECT));
    await open();
    await userEvent.click(screen.getByRole("option", { name: /Banana/ }));
    expect(actions.map(({ payload }) => payload)).toEqual([{ fruit: "b" }]);
    expect(screen.queryByRole("listbox")).toBeNull();
    const button = screen.getByRole("button", { name: "Fruit, Banana" });
    expect(document.activeElement).toBe(button);
  });

  it("is used with the keys, and passes by what is disabled", async () => {
    const { actions } = showWidget(card(SELECT));
    screen.getByRole("button", { name: "Fruit" }).focus();
    await userEvent.keyboard("{ArrowDown}");
    await userEvent.keyboard("b{ArrowDown}{Enter}");
    expect(actions[0]?.payload).toEqual({ fruit: "d" });
  });

  it("leaves everything as it is on Escape, and on a disabled option", async () => {
    const { actions } = showWidget(card(SELECT));
    await open();
    await userEvent.click(screen.getByRole("option", { name: "Cherry" }));
    expect(screen.getByRole("listbox")).toBeTruthy();
    await userEvent.keyboard("{Escape}");
    expect(screen.queryByRole("listbox")).toBeNull();
    expect(actions).toEqual([]);
  });

  it("is searched", async () => {
    const { actions } = showWidget(card({ ...SELECT, searchable: true }));
    await open();
    await userEvent.keyboard("yell");
    expect(shown()).toEqual(["BananaYellow"]);
    await userEvent.keyboard("{Enter}");
    expect(actions[0]?.payload).toEqual({ fruit: "b" });
    await open();
    await userEvent.keyboard("zzz");
    expect(screen.getByText("No results")).toBeTruthy();
  });

  it("is cleared", async () => {
    const { actions } = showWidget(card({ ...SELECT, clearable: true, defaultValue: "a" }));
    await userEvent.click(screen.getByRole("button", { name: "Clear" }));
    expect(actions[0]?.payload).toEqual({ fruit: null });
    expect(screen.getByRole("button", { name: "Fruit" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Clear" })).toBeNull();
  });

  it("is called what its label says", () => {
    showWidget(card({ type: "Label", value: "Kind", fieldName: "fruit" }, SELECT));
    expect(screen.getByRole("button", { name: "Kind Fruit" })).toBeTruthy();
  });
});
