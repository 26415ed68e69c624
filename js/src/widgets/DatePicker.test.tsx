import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { card, showWidget } from "./testing";

const PICKER = {
  type: "DatePicker",
  name: "due",
  placeholder: "Due",
  defaultValue: "2026-11-21T00:00:00Z",
  onChangeAction: { type: "picked" },
};

async function open() {
  await userEvent.click(screen.getByRole("button", { name: /^Due/ }));
}

describe("a date picker", () => {
  it("shows its day, opens its month, and takes another day", async () => {
    const { actions } = showWidget(card(PICKER));
    expect(screen.getByRole("button", { name: "Due, Nov 21, 2026" })).toBeTruthy();
    await open();
    expect(screen.getByText("November 2026")).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Tuesday, November 24, 2026" }));
    expect(actions[0]?.payload).toEqual({ due: "2026-11-24" });
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("is used with the keys, across months", async () => {
    const { actions } = showWidget(card(PICKER));
    await open();
    await userEvent.keyboard("{PageDown}{ArrowDown}{ArrowLeft}");
    expect(screen.getByText("December 2026")).toBeTruthy();
    await userEvent.keyboard("{Enter}");
    expect(actions[0]?.payload).toEqual({ due: "2026-12-27" });
  });

  it("keeps to its limits", async () => {
    const limits = { min: "2026-11-20", max: "2026-11-22T12:00:00Z" };
    const { actions } = showWidget(card({ ...PICKER, ...limits }));
    await open();
    const [before, last] = [/November 19/, /November 22/].map((name) =>
      screen.getByRole("button", { name }),
    );
    expect(before?.getAttribute("aria-disabled")).toBe("true");
    if (before) await userEvent.click(before);
    expect(actions).toEqual([]);
    if (last) await userEvent.click(last);
    expect(actions[0]?.payload).toEqual({ due: "2026-11-22" });
    await open();
    await userEvent.keyboard("{PageUp}{Enter}");
    expect(actions[1]?.payload).toEqual({ due: "2026-11-20" });
  });

  it("turns the months by its buttons, and is cleared", async () => {
    const { actions } = showWidget(card({ ...PICKER, clearable: true }));
    await open();
    await userEvent.click(screen.getByRole("button", { name: "Previous month" }));
    expect(screen.getByText("October 2026")).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Next month" }));
    await userEvent.keyboard("{Escape}");
    await userEvent.click(screen.getByRole("button", { name: "Clear" }));
    expect(actions[0]?.payload).toEqual({ due: null });
  });
});
