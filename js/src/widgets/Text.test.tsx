import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { card, showWidget } from "./testing";

describe("texts", () => {
  it("show what they say as it is, in their style", () => {
    showWidget(
      card({
        type: "Text",
        value: "<b>1</b>",
        size: "lg",
        weight: "bold",
        color: "danger",
        textAlign: "end",
        italic: true,
        lineThrough: true,
        width: 90,
        streaming: true,
      }),
    );
    const text = screen.getByText("<b>1</b>");
    const { style } = text;
    expect([text.dataset.size, text.hasAttribute("data-streaming")]).toEqual(["lg", true]);
    expect(style.cssText).toContain("color: var(--color-text-danger)");
    expect(style.cssText).toContain("font-weight: var(--font-weight-bold)");
    expect([style.textAlign, style.fontStyle, style.width]).toEqual(["end", "italic", "90px"]);
    expect(style.textDecoration).toContain("line-through");
  });

  it("are cut where they say so", () => {
    showWidget(
      card(
        { type: "Caption", value: "one line", truncate: true },
        { type: "Title", value: "two lines", maxLines: 2, size: "3xl" },
      ),
    );
    expect(screen.getByText("one line").style.textOverflow).toBe("ellipsis");
    const title = screen.getByRole("heading", { name: "two lines" });
    expect(title.style.cssText).toContain("--font-heading-3xl-size");
    expect(title.style.overflow).toBe("hidden");
  });

  it("can be Markdown, a badge, or an icon", () => {
    const { container } = showWidget(
      card(
        { type: "Markdown", value: "**bold**" },
        { type: "Badge", label: "New", color: "success", variant: "solid", size: "lg", pill: true },
        { type: "Icon", name: "bolt", size: "3xl", color: "blue-500" },
      ),
    );
    expect(screen.getByText("bold").tagName).toBe("STRONG");
    expect(screen.getByText("New").dataset).toMatchObject({ color: "success", variant: "solid" });
    const icon = container.querySelector("svg")?.parentElement;
    expect([icon?.style.width, icon?.style.color]).toEqual(["28px", "var(--blue-500)"]);
  });
});
