import { describe, expect, it } from "vitest";
import { imageSource, linkTarget } from "./urls";

describe("linkTarget", () => {
  it.each(["https://example.com/a?b#c", "http://example.com", "mailto:a@b.c", "tel:+123"])(
    "lets %s be opened",
    (url) => expect(linkTarget(url)).toBe(url),
  );

  it.each([
    "javascript:alert(1)",
    " JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "vbscript:x",
    "data:text/html,<script>1</script>",
    "blob:https://example.com/1",
    "file:///etc/passwd",
    "/lab?reset",
    "../api/shutdown",
    "#top",
    "",
  ])("does not let %j be opened", (url) => expect(linkTarget(url)).toBeNull());
});

describe("imageSource", () => {
  const png = "data:image/png;base64,iVBORw0KGgo=";

  it("shows raster images that are in the text", () => expect(imageSource(png, [])).toBe(png));

  it("shows images from a host the thread allows", () => {
    const url = "https://images.example.com/a.png";
    expect(imageSource(url, ["images.example.com"])).toBe(url);
  });

  it.each([
    "https://other.example.com/a.png",
    "https://images.example.com.evil.com/a.png",
    "https://images.example.com@evil.com/a.png",
    "http://images.example.com/a.png",
    "data:image/svg+xml;base64,PHN2Zz4=",
    "data:text/html;base64,PHA+",
    "javascript:alert(1)",
    "a.png",
  ])("does not load %s", (url) => expect(imageSource(url, ["images.example.com"])).toBeNull());
});
