import { expect, it, vi } from "vitest";
import { place, type Side } from "./place";

function boxes(top: number) {
  const anchor = document.createElement("div");
  const rect = { left: 100, right: 200, top, bottom: top + 30, width: 100, height: 30 };
  anchor.getBoundingClientRect = () => rect as DOMRect;
  const box = document.createElement("div");
  Object.defineProperties(box, { offsetWidth: { value: 150 }, offsetHeight: { value: 200 } });
  vi.stubGlobal("innerWidth", 400);
  vi.stubGlobal("innerHeight", 500);
  return { anchor, box };
}

it.each([
  ["below", 50, "bottom", "start", 100, 86],
  ["above when there is no room below", 400, "bottom", "start", 100, 194],
  ["at its end", 50, "bottom", "end", 50, 86],
  ["beside it", 50, "right", "start", 206, 50],
  ["on the other side when there is no room before", 50, "left", "start", 206, 50],
] as const)("stands %s", (_, top, side: Side, align, left, expectedTop) => {
  const { anchor, box } = boxes(top);
  place(box, anchor, side, align);
  expect([box.style.left, box.style.top]).toEqual([`${left}px`, `${expectedTop}px`]);
});
