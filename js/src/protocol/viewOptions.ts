/** The part of the author's options that the view needs: plain data, with every default filled in. */
import type { ModelOption, StartScreenPrompt, ThemeOption, ToolOption } from "@openai/chatkit";

export interface ViewOptions {
  readonly colorScheme: "light" | "dark";
  readonly theme: Readonly<Omit<ThemeOption, "colorScheme">>;
  readonly locale: string;
  readonly frameTitle: string;
  readonly header: {
    readonly enabled: boolean;
    readonly title: { readonly enabled: boolean; readonly text: string | null };
    readonly leftAction: { readonly icon: string } | null;
    readonly rightAction: { readonly icon: string } | null;
  };
  readonly history: {
    readonly enabled: boolean;
    readonly showDelete: boolean;
    readonly showRename: boolean;
  };
  readonly startScreen: {
    readonly greeting: string | null;
    readonly prompts: readonly StartScreenPrompt[];
  };
  readonly composer: ComposerOptions;
  readonly entities: EntityOptions;
  readonly commands: CommandOptions;
  readonly threadItemActions: { readonly feedback: boolean; readonly retry: boolean };
  readonly disclaimer: { readonly text: string; readonly highContrast: boolean } | null;
  readonly thread: { readonly autoScroll: boolean };
  /** Whether only the thread is shown: nothing can be said. */
  readonly preview: boolean;
  /** Whether files that were sent can be saved; ask with the command `download`. */
  readonly downloads: boolean;
  /** Whether a notebook's kernel answers: messages can be edited, and turns be looked at. */
  readonly notebook: boolean;
}

export interface ComposerOptions {
  readonly placeholder: string | null;
  /** Null where files can not be attached. */
  readonly attachments: AttachmentOptions | null;
  readonly tools: readonly ToolOption[];
  readonly models: readonly ModelOption[];
  /** Whether the user may speak instead of type. */
  readonly dictation: boolean;
}

/** What may be attached. The page checks it; the view only needs it for its file dialog. */
export interface AttachmentOptions {
  /** MIME types and their file name extensions; null for every file. */
  readonly accept: Readonly<Record<string, readonly string[]>> | null;
  readonly maxCount: number;
}

export interface EntityOptions {
  /** Whether `@` searches for entities; ask with the query `searchEntities`. */
  readonly search: boolean;
  /** Whether the composer has a button that inserts `@`. */
  readonly showComposerMenu: boolean;
  /** Whether a click on an entity does something; tell with the command `clickEntity`. */
  readonly click: boolean;
  /** Whether entities have previews; ask with the query `previewEntity`. */
  readonly preview: boolean;
}

export interface CommandOptions {
  /** Whether `/` opens the menu, with the composer's own actions and those of the page. */
  readonly enabled: boolean;
  /** Whether the page has commands; ask with the query `searchCommands`. */
  readonly search: boolean;
}

/** The options of a chat that was given none. */
export const DEFAULT_OPTIONS: ViewOptions = {
  colorScheme: "light",
  theme: {},
  locale: "en",
  frameTitle: "Chat",
  header: {
    enabled: true,
    title: { enabled: true, text: null },
    leftAction: null,
    rightAction: null,
  },
  history: { enabled: true, showDelete: true, showRename: true },
  startScreen: { greeting: null, prompts: [] },
  composer: { placeholder: null, attachments: null, tools: [], models: [], dictation: false },
  entities: { search: false, showComposerMenu: false, click: false, preview: false },
  commands: { enabled: false, search: false },
  threadItemActions: { feedback: false, retry: false },
  disclaimer: null,
  thread: { autoScroll: false },
  preview: false,
  downloads: false,
  notebook: false,
};
