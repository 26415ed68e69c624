import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { card, showWidget } from "./testing";

const cell = (value: string, more = {}) => ({
  type: "Table.Cell",
  children: [{ type: "Text", value }],
  ...more,
});

it("has headers, rows, and cells as they say", () => {
  showWidget(
    card({
      type: "Table",
      children: [
        { type: "Table.Row", header: true, children: [cell("City"), cell("People")] },
        { type: "Table.Row", children: [cell("Oslo"), cell("7", { align: "end", colSize: "sm" })] },
        { type: "Table.Row", children: [cell("All", { colSpan: 2, vAlign: "center" })] },
      ],
    }),
  );
  const headers = screen.getAllByRole("columnheader").map((header) => header.textContent);
  expect(headers).toEqual(["City", "People"]);
  expect(screen.getAllByRole("row")).toHaveLength(3);
  const [, people, all] = screen.getAllByRole<HTMLTableCellElement>("cell");
  expect([people?.style.textAlign, people?.style.width]).toEqual(["end", "6rem"]);
  expect([all?.colSpan, all?.style.verticalAlign]).toEqual([2, "middle"]);
});
