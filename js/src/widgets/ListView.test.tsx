import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { showWidget } from "./testing";

function list(count: number, limit: unknown, inside: object[] = []) {
  const children = Array.from({ length: count }, (_, index) => ({
    type: "ListViewItem",
    key: `k${index}`,
    onClickAction: { type: "open", payload: { index } },
    children: [{ type: "Text", value: `Entry ${index}` }, ...inside],
  }));
  return { type: "ListView", limit, status: { text: "Found" }, children };
}

describe("a list", () => {
  it.each([
    [2, 2],
    ["auto", 6],
    [null, 9],
  ])("with the limit %s shows %i entries at first, and all on demand", async (limit, count) => {
    showWidget(list(9, limit));
    expect(screen.getAllByRole("listitem")).toHaveLength(count);
    const more = screen.queryByRole("button", { name: "Show more" });
    expect(more === null).toBe(count === 9);
    if (more) await userEvent.click(more);
    expect(screen.getAllByRole("listitem")).toHaveLength(9);
  });

  it("has entries to press, also with the keys", async () => {
    const { actions } = showWidget(list(2, null));
    const [first, second] = screen.getAllByRole("button");
    if (first) await userEvent.click(first);
    second?.focus();
    await userEvent.keyboard("{Enter}");
    expect(actions.map(({ payload }) => payload)).toEqual([{ index: 0 }, { index: 1 }]);
  });

  it("does not press the entry around a button", async () => {
    const button = { type: "Button", label: "Delete", onClickAction: { type: "delete" } };
    const { actions } = showWidget(list(1, null, [button]));
    await userEvent.click(screen.getByRole("button", { name: "Delete" }));
    expect(actions.map(({ type }) => type)).toEqual(["delete"]);
  });
});
