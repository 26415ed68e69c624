import { parse } from "@formatjs/icu-messageformat-parser";
import { afterEach, describe, expect, it } from "vitest";
import { setLanguage, type TextKey, type Texts, t } from ".";
import { en } from "./en";
import { CATALOGUES } from "./locales";

const FILES = import.meta.glob<Texts>("./catalogues/*.json", { eager: true, import: "default" });
const textsOf = (name: string) => FILES[`./catalogues/${name}.json`] ?? {};

/** The names of the values that a message takes. */
function valuesOf(message: string): string[] {
  const names = parse(message, { ignoreTag: true })
    .filter((element) => element.type !== 0)
    .map((element) => String((element as { value: string }).value));
  return [...new Set(names)].sort();
}

afterEach(() => setLanguage("en", en));

it("has a file for each catalogue, and no other", () =>
  expect(Object.keys(FILES).sort()).toEqual(CATALOGUES.map((name) => `./catalogues/${name}.json`)));

describe.each(CATALOGUES)("the catalogue %s", (name) => {
  const texts = textsOf(name);

  it("has only texts that English has, with the same values", () => {
    for (const [key, text] of Object.entries(texts)) {
      expect(valuesOf(text), key).toEqual(valuesOf(en[key as TextKey]));
    }
  });

  it("has all texts of the chat itself", () => {
    const missing = Object.keys(en).filter((key) => !(key in texts));
    expect(missing.filter((key) => !/^(item\.)?widget/.test(key))).toEqual([]);
  });

  it("counts", () => {
    setLanguage(name, texts);
    const counted = [1, 2, 5, 11, 21, 100].map((count) => t("item.sources", { count }));
    expect(new Set(counted).size).toBe(counted.length);
  });
});
