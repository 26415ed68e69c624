import { useEffect, useState } from "react";
import { setLanguage } from "../i18n";
import { type Catalogue, catalogueFor, directionOf } from "../i18n/locales";
import { loadTexts } from "./chunks";
import { type Ask, useAsk, useChat } from "./context";

// The chat does not wait longer than this for its texts, in ms; it begins in English then.
const PATIENCE = 1500;

/** Speaks the language of a locale from now on; English where that can not be had. */
export async function speak(ask: Ask, locale: string): Promise<void> {
  const catalogue = catalogueFor(locale);
  if (catalogue === null) {
    show("en", null);
    return;
  }
  const texts = await Promise.race([loadTexts(ask, catalogue), gaveUp()]).catch(() => null);
  if (texts === null) show("en", null);
  else show(canonical(locale) ?? catalogue, catalogue, texts);
}

/** Follows the locale of the options. @returns a number that goes up with each other language. */
export function useLanguage(): number {
  const ask = useAsk();
  const locale = useChat((state) => state.options.locale);
  const [shown, setShown] = useState({ locale, version: 0 });
  useEffect(() => {
    if (locale === shown.locale) return;
    let current = true;
    speak(ask, locale).then(() => {
      if (current) setShown({ locale, version: shown.version + 1 });
    });
    return () => {
      current = false;
    };
  }, [ask, locale, shown]);
  return shown.version;
}

function show(locale: string, catalogue: Catalogue | null, texts = {}): void {
  setLanguage(locale, texts);
  document.documentElement.lang = locale;
  document.documentElement.dir = directionOf(catalogue);
}

/** The code as browsers write it; they refuse codes like "pt_BR". */
function canonical(locale: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(locale)[0];
  } catch {
    return undefined;
  }
}

function gaveUp(): Promise<null> {
  return new Promise((resolve) => setTimeout(resolve, PATIENCE, null));
}
