/** Checks the options, and picks from them what the view needs. */
import type { ChatKitOptions, ComposerOption, ThemeOption } from "@openai/chatkit";
import { DEFAULT_OPTIONS, type ViewOptions } from "../protocol/state";
import { checkShape } from "./optionChecks";

/** Attachments per message where the options do not say. */
const MAX_COUNT = 10;

/** Throws an error that names the option that is wrong. */
export function checkOptions(options: ChatKitOptions): void {
  checkShape(options, "");
  const { api, composer } = options;
  const uploads = "url" in api && composer?.attachments?.enabled;
  if (uploads && api.uploadStrategy === undefined) {
    throw new Error(
      "ChatKit's option “api.uploadStrategy” is missing; “composer.attachments” needs it.",
    );
  }
}

/** What the view needs of these options, with the defaults filled in. */
export function viewOptions(options: ChatKitOptions): ViewOptions {
  const defaults = DEFAULT_OPTIONS;
  const { colorScheme = defaults.colorScheme, ...theme } = themeOf(options);
  return {
    colorScheme,
    theme,
    locale: options.locale ?? navigator.language,
    frameTitle: options.frameTitle ?? defaults.frameTitle,
    header: headerOf(options),
    history: { ...defaults.history, ...options.history },
    startScreen: { ...defaults.startScreen, ...options.startScreen },
    composer: composerOf(options.composer ?? {}),
    ...menusOf(options),
    threadItemActions: { ...defaults.threadItemActions, ...options.threadItemActions },
    disclaimer: options.disclaimer ? { highContrast: false, ...options.disclaimer } : null,
    thread: { ...defaults.thread, ...options.thread },
    preview: defaults.preview,
    downloads: defaults.downloads,
    notebook: defaults.notebook,
  };
}

function themeOf({ theme }: ChatKitOptions): ThemeOption {
  return typeof theme === "string" ? { colorScheme: theme } : (theme ?? {});
}

// Functions stay with the page: only the icons go to the view.
function headerOf({ header = {} }: ChatKitOptions): ViewOptions["header"] {
  const defaults = DEFAULT_OPTIONS.header;
  return {
    enabled: header.enabled ?? defaults.enabled,
    title: { ...defaults.title, ...header.title },
    leftAction: header.leftAction ? { icon: header.leftAction.icon } : null,
    rightAction: header.rightAction ? { icon: header.rightAction.icon } : null,
  };
}

function composerOf(composer: ComposerOption): ViewOptions["composer"] {
  const { placeholder = null, attachments, tools = [], models = [], dictation } = composer;
  return {
    placeholder,
    attachments: attachments?.enabled
      ? { accept: attachments.accept ?? null, maxCount: attachments.maxCount ?? MAX_COUNT }
      : null,
    tools,
    models,
    dictation: dictation?.enabled ?? false,
  };
}

function menusOf(options: ChatKitOptions): Pick<ViewOptions, "entities" | "commands"> {
  const { entities = {}, commands } = options;
  const search = entities.onTagSearch !== undefined;
  return {
    entities: {
      search,
      showComposerMenu: search && (entities.showComposerMenu ?? false),
      click: entities.onClick !== undefined,
      preview: entities.onRequestPreview !== undefined,
    },
    commands: {
      enabled: commands?.enabled ?? false,
      search: commands?.enabled === true && commands.onSearch !== undefined,
    },
  };
}
