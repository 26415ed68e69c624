/** Parts of the frame's program that the host hands over when they are first needed. */
import type { ComponentType } from "react";
import type { PluggableList } from "unified";
import type { Texts } from "../i18n";
import type { Catalogue } from "../i18n/locales";
import type { WidgetProps } from "../widgets/Widget";
import type { BranchSwitchProps } from "./author/BranchSwitch";
import type { MessageEditorProps } from "./author/MessageEditor";
import type { TraceDrawerProps } from "./author/TraceDrawer";
import type { Ask } from "./context";

/** What the chunk for formulas has. */
export interface MathPlugins {
  readonly remarkPlugins: PluggableList;
  readonly rehypePlugins: PluggableList;
}

/** What the chunk for code has. */
export interface CodeModule {
  readonly Code: ComponentType<{
    className: string | undefined;
    language: string;
    children: string;
  }>;
  /** The style sheet of everything in it. */
  readonly css: string;
}

/** What the chunk for widgets has. */
export interface WidgetModule {
  readonly Widget: ComponentType<WidgetProps>;
  /** The style sheet of everything in it. */
  readonly css: string;
}

/** What the chunk for authors has. */
export interface AuthorModule {
  readonly MessageEditor: ComponentType<MessageEditorProps>;
  readonly BranchSwitch: ComponentType<BranchSwitchProps>;
  readonly TraceDrawer: ComponentType<TraceDrawerProps>;
}

/** The texts of a language. */
export async function loadTexts(ask: Ask, catalogue: Catalogue): Promise<Texts> {
  return JSON.parse(await ask("chunk", { name: `locale.${catalogue}.json` })) as Texts;
}

/** What Markdown needs for formulas. */
export const loadMath = once<MathPlugins>("math.js");

/** What colours code. */
export const loadCode = once<CodeModule>("code.js");

/** What draws widgets. */
export const loadWidgets = once<WidgetModule>("widgets.js");

/** What only the author of a notebook needs. */
export const loadAuthor = once<AuthorModule>("author.js");

/** Fetches a part once, and again only after it failed. */
function once<Module extends object>(name: string): (ask: Ask) => Promise<Module> {
  let part: Promise<Module> | null = null;
  return (ask) => {
    part ??= loadModule<Module>(ask, name).then(withStyles, (error: unknown) => {
      part = null;
      throw error;
    });
    return part;
  };
}

function withStyles<Module extends { readonly css?: string }>(module: Module): Module {
  if (module.css) {
    const style = document.createElement("style");
    style.textContent = module.css;
    document.head.append(style);
  }
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
