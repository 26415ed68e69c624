/** Which of the catalogues speaks a locale. */

/** The catalogues besides English, by the name of their file. */
export const CATALOGUES = [
  "ar",
  "bn",
  "de",
  "es",
  "fr",
  "hi",
  "id",
  "ja",
  "ko",
  "pt",
  "ru",
  "ur",
  "zh",
  "zh-Hant",
] as const;

export type Catalogue = (typeof CATALOGUES)[number];

const TRADITIONAL = new Set(["Hant", "HK", "MO", "TW"]);
const RIGHT_TO_LEFT = new Set(["ar", "ur"]);

/** The catalogue for a BCP 47 code such as "pt-BR"; null means English. */
export function catalogueFor(locale: string): Catalogue | null {
  const [language = "", ...subtags] = locale.split(/[-_]/);
  const name = language.toLowerCase();
  if (name === "zh" && subtags.some((subtag) => TRADITIONAL.has(subtag))) return "zh-Hant";
  return CATALOGUES.find((catalogue) => catalogue === name) ?? null;
}

/** The direction in which a catalogue is read. */
export function directionOf(catalogue: Catalogue | null): "ltr" | "rtl" {
  return catalogue !== null && RIGHT_TO_LEFT.has(catalogue) ? "rtl" : "ltr";
}
