/** Parts of the frame's program that the host hands over when they are first needed. */
import type { PluggableList } from "unified";
import type { Texts } from "../i18n";
import type { Catalogue } from "../i18n/locales";
import type { Ask } from "./context";

/** What the chunk for formulas has. */
export interface MathPlugins {
  readonly remarkPlugins: PluggableList;
  readonly rehypePlugins: PluggableList;
}

/** The texts of a language. */
export async function loadTexts(ask: Ask, catalogue: Catalogue): Promise<Texts> {
  return JSON.parse(await ask("chunk", { name: `locale.${catalogue}.json` })) as Texts;
}

let math: Promise<MathPlugins> | null = null;

/** What Markdown needs for formulas; fetched once, and again only after it failed. */
export function loadMath(ask: Ask): Promise<MathPlugins> {
  math ??= loadModule<MathPlugins>(ask, "math.js").catch((error: unknown) => {
    math = null;
    throw error;
  });
  return math;
}

// The frame has no network and no origin: a module can only come from a text, as a blob.
async function loadModule<Module>(ask: Ask, name: string): Promise<Module> {
  const source = await ask("chunk", { name });
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  try {
    return (await import(/* @vite-ignore */ url)) as Module;
  } finally {
    URL.revokeObjectURL(url);
  }
}
