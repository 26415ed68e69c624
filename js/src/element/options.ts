/** Checks the options, and picks from them what the view needs. */
import type { ChatKitOptions, CustomApiConfig, ThemeOption } from "@openai/chatkit";
import { DEFAULT_OPTIONS, type ViewOptions } from "../protocol/state";
import {
  isBoolean,
  isFunction,
  isNumber,
  isObject,
  isOneOf,
  isString,
  listOf,
  orNull,
  orString,
  shape,
} from "./checks";

/** Options whose server is one's own. */
export type CustomChatKitOptions = ChatKitOptions & { readonly api: CustomApiConfig };

const COLOR_SCHEME = isOneOf("light", "dark");

const THEME = shape({
  colorScheme: COLOR_SCHEME,
  typography: shape({
    baseSize: isNumber,
    fontSources: listOf(isObject),
    fontFamily: isString,
    fontFamilyMono: isString,
  }),
  radius: isOneOf("pill", "round", "soft", "sharp"),
  density: isOneOf("compact", "normal", "spacious"),
  color: shape({ grayscale: isObject, accent: isObject, surface: isObject }),
});

const HEADER_ACTION = shape({ icon: isString, onClick: isFunction }, ["icon", "onClick"]);

const OPTIONS = shape(
  {
    api: shape(
      { url: isString, domainKey: isString, fetch: isFunction, uploadStrategy: isObject },
      ["url", "domainKey"],
    ),
    locale: isString,
    theme: (value, path) => (typeof value === "string" ? COLOR_SCHEME : THEME)(value, path),
    frameTitle: isString,
    initialThread: orNull(isString),
    onClientTool: isFunction,
    header: shape({
      enabled: isBoolean,
      title: shape({ enabled: isBoolean, text: isString }),
      leftAction: HEADER_ACTION,
      rightAction: HEADER_ACTION,
    }),
    history: shape({ enabled: isBoolean, showDelete: isBoolean, showRename: isBoolean }),
    startScreen: shape({
      greeting: isString,
      prompts: listOf(
        shape({ label: isString, prompt: orString(listOf(isObject)), icon: isString }, [
          "label",
          "prompt",
        ]),
      ),
    }),
    threadItemActions: shape({ feedback: isBoolean, retry: isBoolean }),
    composer: shape({
      placeholder: isString,
      attachments: isObject,
      tools: listOf(isObject),
      models: listOf(isObject),
      dictation: isObject,
    }),
    disclaimer: shape({ text: isString, highContrast: isBoolean }, ["text"]),
    entities: isObject,
    commands: isObject,
    widgets: isObject,
    thread: shape({ autoScroll: isBoolean }),
  },
  ["api"],
);

/** Throws an error that names the option that is wrong. */
export function checkOptions(options: ChatKitOptions): asserts options is CustomChatKitOptions {
  if (typeof options?.api === "object" && "getClientSecret" in options.api) {
    throw new Error(
      "ChatKit's option “api.getClientSecret” needs OpenAI's hosted renderer; " +
        "this one takes “api.url” and “api.domainKey”.",
    );
  }
  OPTIONS(options, "");
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
    composer: { ...defaults.composer, placeholder: options.composer?.placeholder ?? null },
    entities: defaults.entities,
    commands: defaults.commands,
    threadItemActions: { ...defaults.threadItemActions, ...options.threadItemActions },
    disclaimer: options.disclaimer ? { highContrast: false, ...options.disclaimer } : null,
    thread: { ...defaults.thread, ...options.thread },
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
