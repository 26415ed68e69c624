import type { SupportedLocale } from "@openai/chatkit";
import { expect, it } from "vitest";
import { catalogueFor, directionOf } from "./locales";

it.each<[SupportedLocale, ReturnType<typeof catalogueFor>]>([
  ["en", null],
  ["de-DE", "de"],
  ["es-419", "es"],
  ["fr-CA", "fr"],
  ["pt", "pt"],
  ["zh", "zh"],
  ["zh-CN", "zh"],
  ["zh-Hant", "zh"],
  ["sv-SE", null],
  ["hy", null],
])("reads %s in the catalogue %s", (locale, catalogue) =>
  expect(catalogueFor(locale)).toBe(catalogue),
);

it("takes what a browser may say", () => {
  expect(catalogueFor("en-GB")).toBeNull();
  expect(catalogueFor("ZH_cn")).toBe("zh");
  expect(catalogueFor("")).toBeNull();
});

it("knows what is read from right to left", () => {
  expect(directionOf("ar")).toBe("rtl");
  expect(directionOf("ur")).toBe("rtl");
  expect(directionOf("de")).toBe("ltr");
  expect(directionOf(null)).toBe("ltr");
});
