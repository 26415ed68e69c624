/** Parts of the frame's program that the host hands over when they are first needed. */
import type { ComponentType } from "react";
import type { PluggableList } from "unified";
import type { Texts } from "../i18n";
import type { Catalogue } from "../i18n/locales";
import type { WidgetProps } from "../widgets/Widget";
import type { Ask } from "./context";

/** What the chunk for formulas has. */
export interface MathPlugins {
  readonly remarkPlugins: PluggableList;
  readonly rehypePlugins: PluggableList;
}

/** What the chunk for widgets has. */
export interface WidgetModule {
  readonly Widget: ComponentType<WidgetProps>;
  /** The style sheet of everything in it. */
  readonly css: string;
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

let widgets: Promise<WidgetModule> | null = null;

/** What draws widgets; fetched once, and again only after it failed. */
export function loadWidgets(ask: Ask): Promise<WidgetModule> {
  widgets ??= loadModule<WidgetModule>(ask, "widgets.js").then(withStyles, (error: unknown) => {
    widgets = null;
    throw error;
  });
  return widgets;
}

function withStyles(module: WidgetModule): WidgetModule {
  const style = document.createElement("style");
  style.textContent = module.css;
  document.head.append(style);
  return module;
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
