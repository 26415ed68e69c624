import { describe, expect, it } from "vitest";
import { themeVariables } from "./theme";

describe("themeVariables", () => {
  it("changes nothing for a theme without wishes", () =>
    expect(themeVariables({}, "light")).toEqual({}));

  it("sets the type", () => {
    const typography = { baseSize: 18, fontFamily: "Lora", fontFamilyMono: "Iosevka" } as const;
    expect(themeVariables({ typography }, "light")).toEqual({
      "font-size": "18px",
      "--font-sans": "Lora",
      "--font-mono": "Iosevka",
    });
  });

  it("makes everything sharp, or keeps the usual corners", () => {
    expect(themeVariables({ radius: "sharp" }, "light")).toMatchObject({
      "--radius-lg": "0rem",
      "--radius-full": "0",
      "--composer-radius": "0",
    });
    expect(themeVariables({ radius: "pill" }, "light")).toMatchObject({
      "--radius-lg": "0.625rem",
      "--radius-full": "9999px",
    });
  });

  it("spaces things", () =>
    expect(themeVariables({ density: "compact" }, "light")).toEqual({ "--density": "0.75" }));

  it("tints the greys with a hue, dark ones in the dark scheme", () => {
    const color = { grayscale: { hue: 220, tint: 6, shade: -1 } } as const;
    const light = themeVariables({ color }, "light");
    const dark = themeVariables({ color }, "dark");
    expect(light["--gray-100"]).toMatch(/^oklch\(0\.9\d* 0\.0\d+ 220\)$/);
    expect(dark["--gray-100"]).toMatch(/^oklch\(0\.1\d* 0\.0\d+ 220\)$/);
  });

  it("keeps plain greys plain", () => {
    const color = { grayscale: { hue: 0, tint: 0 } } as const;
    expect(themeVariables({ color }, "light")["--gray-500"]).toBe("oklch(0.478 0 0)");
  });

  it("brings in the accent by its level", () => {
    const accent = (level: 0 | 1 | 3) =>
      themeVariables({ color: { accent: { primary: "#d97706", level } } }, "light");
    expect(accent(0)).toMatchObject({ "--color-background-primary-solid": "#d97706" });
    expect(accent(0)).not.toHaveProperty("--bubble-background");
    expect(accent(1)["--bubble-background"]).toContain("#d97706 10%");
    expect(accent(3)).toHaveProperty("--bubble-text");
  });

  it("takes the surface's colours", () => {
    const surface = { background: "#fffbeb", foreground: "#1c1917" };
    expect(themeVariables({ color: { surface } }, "light")).toMatchObject({
      "--color-surface": "#fffbeb",
      "--color-text": "#1c1917",
    });
  });
});
