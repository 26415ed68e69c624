import { describe, expect, it } from "vitest";
import { showWidget } from "./testing";

function styleOf(node: object) {
  const { container } = showWidget({ type: "Basic", children: [node] });
  return container.querySelector<HTMLElement>("section > *");
}

describe("boxes", () => {
  it.each([
    [{ type: "Row" }, "row"],
    [{ type: "Col" }, "col"],
    [{ type: "Box", direction: "row" }, "row"],
    [{ type: "Box" }, "col"],
    [{ type: "Form", direction: "row" }, "row"],
  ])("%j go in a %s", (node, direction) => {
    expect(styleOf(node)?.dataset.direction).toBe(direction);
  });

  it("have the size, the space and the edges that they say", () => {
    const style = styleOf({
      type: "Box",
      width: "50%",
      minSize: 10,
      gap: 2,
      padding: { x: 1 },
      border: { size: 1, color: "red" },
      radius: "lg",
      align: "end",
      justify: "between",
      wrap: "wrap",
      background: "blue-100",
    })?.style;
    expect(style).toMatchObject({
      width: "50%",
      minWidth: "10px",
      minHeight: "10px",
      gap: "calc(var(--spacing) * 2)",
      borderTop: "1px solid red",
      borderRadius: "var(--radius-lg)",
      alignItems: "flex-end",
      justifyContent: "space-between",
      flexWrap: "wrap",
    });
  });

  it("are parted by lines and free space", () => {
    expect(styleOf({ type: "Divider", size: 3, flush: true })?.tagName).toBe("HR");
    expect(styleOf({ type: "Spacer", minSize: 20 })?.style.flexBasis).toBe("20px");
  });
});
