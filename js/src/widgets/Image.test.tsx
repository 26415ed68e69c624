import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { card, showWidget } from "./testing";

const IMAGE = { type: "Image", src: "https://img.example/1.png", alt: "A cat" };

describe("an image", () => {
  it("is loaded from where the thread allows it, as it says", () => {
    const node = { ...IMAGE, fit: "contain", position: "top left", size: 40, radius: "full" };
    showWidget(card(node), { imageDomains: ["img.example"] });
    const image = screen.getByRole<HTMLImageElement>("img", { name: "A cat" });
    expect(image.src).toBe(IMAGE.src);
    expect([image.style.objectFit, image.style.width, image.style.height]).toEqual([
      ...["contain", "40px", "40px"],
    ]);
  });

  it("is its words where it may not be, or can not be loaded", () => {
    showWidget(card(IMAGE));
    expect(screen.getByText("A cat").tagName).toBe("SPAN");
  });

  it("is its words after it failed", () => {
    showWidget(card(IMAGE), { imageDomains: ["img.example"] });
    fireEvent.error(screen.getByRole("img"));
    expect(screen.getByText("A cat").tagName).toBe("SPAN");
  });
});
