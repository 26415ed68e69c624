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
  "pt",
  "ru",
  "ur",
  "zh",
] as const;

export type Catalogue = (typeof CATALOGUES)[number];

const RIGHT_TO_LEFT = new Set(["ar", "ur"]);

/** The catalogue for a BCP 47 code such as "pt-BR"; null means English. */
export function catalogueFor(locale: string): Catalogue | null {
  const [language = ""] = locale.split(/[-_]/);
  return CATALOGUES.find((catalogue) => catalogue === language.toLowerCase()) ?? null;
}

/** The direction in which a catalogue is read. */
export function directionOf(catalogue: Catalogue | null): "ltr" | "rtl" {
  return catalogue !== null && RIGHT_TO_LEFT.has(catalogue) ? "rtl" : "ltr";
}
