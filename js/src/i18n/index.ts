/** The texts of the interface, by key, in the language that was chosen. */
import { IntlMessageFormat } from "intl-messageformat";
import { en } from "./en";

export type TextKey = keyof typeof en;

/** Texts in another language; English takes the place of what is missing. */
export type Texts = Partial<Record<TextKey, string>>;

interface Language {
  readonly locale: string;
  readonly texts: Texts;
  readonly formats: Map<TextKey, IntlMessageFormat>;
}

let current: Language = language("en", en);

/** Makes `t` speak another language. @param locale its BCP 47 code, for numbers and plurals. */
export function setLanguage(locale: string, texts: Texts): void {
  current = language(locale, texts);
}

/** The BCP 47 code of the language that `t` speaks. */
export function currentLocale(): string {
  return current.locale;
}

/** The text for `key`, with `values` put into it. */
export function t(key: TextKey, values: Record<string, string | number> = {}): string {
  const text = current.texts[key] ?? en[key];
  if (!text.includes("{")) return text;
  return String(format(key).format(values));
}

function format(key: TextKey): IntlMessageFormat {
  const known = current.formats.get(key);
  if (known) return known;
  const text = current.texts[key];
  const made = new IntlMessageFormat(text ?? en[key], text ? current.locale : "en", undefined, {
    ignoreTag: true,
  });
  current.formats.set(key, made);
  return made;
}

function language(locale: string, texts: Texts): Language {
  return { locale, texts, formats: new Map() };
}
