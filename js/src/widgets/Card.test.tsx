import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { deferred, showWidget } from "./testing";

const CARD = {
  type: "Card",
  confirm: { label: "Approve", action: { type: "yes" } },
  cancel: { label: "Not now", action: { type: "no" } },
  children: [{ type: "Input", name: "why", required: true }],
};

describe("a card", () => {
  it("confirms and cancels, one at a time", async () => {
    const { promise, settle } = deferred();
    const { actions } = showWidget(CARD, { onAction: () => promise });
    await userEvent.click(screen.getByRole("button", { name: "Approve" }));
    await userEvent.click(screen.getByRole("button", { name: "Not now" }));
    expect(actions.map(({ type }) => type)).toEqual(["yes"]);
    settle();
    await promise;
    await userEvent.click(screen.getByRole("button", { name: "Not now" }));
    expect(actions.map(({ type }) => type)).toEqual(["yes", "no"]);
  });

  it("checks and sends its fields where it is a form, but not to cancel", async () => {
    const { actions } = showWidget({ ...CARD, asForm: true });
    await userEvent.click(screen.getByRole("button", { name: "Approve" }));
    expect(screen.getByRole("alert").textContent).toBe("Fill this in.");
    await userEvent.click(screen.getByRole("button", { name: "Not now" }));
    await userEvent.type(screen.getByRole("textbox"), "so{Enter}");
    expect(actions.map(({ type, payload }) => [type, payload])).toEqual([
      ["no", undefined],
      ["yes", { why: "so" }],
    ]);
  });

  it("says where it is from, and keeps its own theme and size", () => {
    const favicon = "data:image/png;base64,AAAA";
    const { container } = showWidget({
      ...CARD,
      size: "sm",
      theme: "dark",
      status: { text: "From the store", favicon },
    });
    const section = container.querySelector("section");
    expect(section?.dataset).toMatchObject({ size: "sm", theme: "dark" });
    expect(screen.getByText("From the store")).toBeTruthy();
    expect(container.querySelector("img")?.src).toBe(favicon);
  });

  it("opens when it is collapsed", async () => {
    showWidget({ ...CARD, collapsed: true });
    const more = screen.getByRole("button", { name: "Show more" });
    expect(more.getAttribute("aria-expanded")).toBe("false");
    await userEvent.click(more);
    expect(screen.getByRole("button", { name: "Show less" })).toBeTruthy();
  });
});
