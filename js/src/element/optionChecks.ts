/** The shape of ChatKit's options. */
import {
  type Check,
  either,
  isBoolean,
  isCount,
  isFunction,
  isInteger,
  isNumber,
  isObject,
  isOneOf,
  isString,
  listOf,
  matching,
  orNull,
  orString,
  recordOf,
  shape,
} from "./checks";
import { HEADER_ICONS, ICONS } from "./names";

const COLOR_SCHEME = isOneOf("light", "dark");
const HEADER_ICON = isOneOf(...HEADER_ICONS);
const LUCIDE = matching(/^lucide:[a-z0-9-]+$/, "a built-in icon, or lucide: and a name");
const ICON: Check = (value, path) => {
  if (!(ICONS as readonly unknown[]).includes(value)) LUCIDE(value, path);
};

const FONT = shape(
  {
    family: isString,
    src: isString,
    weight: either(isString, isNumber),
    style: isOneOf("normal", "italic", "oblique"),
    display: isOneOf("auto", "block", "swap", "fallback", "optional"),
    unicodeRange: isString,
  },
  ["family", "src"],
);

const THEME = shape({
  colorScheme: COLOR_SCHEME,
  typography: shape({
    baseSize: isInteger(14, 18),
    fontSources: listOf(FONT),
    fontFamily: isString,
    fontFamilyMono: isString,
  }),
  radius: isOneOf("pill", "round", "soft", "sharp"),
  density: isOneOf("compact", "normal", "spacious"),
  color: shape({
    grayscale: shape({ hue: isNumber, tint: isInteger(0, 9), shade: isInteger(-4, 4) }, [
      "hue",
      "tint",
    ]),
    accent: shape({ primary: isString, level: isInteger(0, 3) }, ["primary", "level"]),
    surface: shape({ background: isString, foreground: isString }, ["background", "foreground"]),
  }),
});

const CUSTOM_API = shape(
  {
    url: isString,
    domainKey: isString,
    fetch: isFunction,
    uploadStrategy: (value, path) => {
      isObject(value, path);
      const direct = (value as { type?: unknown }).type === "direct";
      const type = isOneOf("two_phase", "direct");
      if (direct) shape({ type, uploadUrl: isString }, ["type", "uploadUrl"])(value, path);
      else shape({ type }, ["type"])(value, path);
    },
  },
  ["url", "domainKey"],
);
const HOSTED_API = shape({ getClientSecret: isFunction }, ["getClientSecret"]);

const PROMPT = shape({ label: isString, prompt: orString(listOf(isObject)), icon: ICON }, [
  "label",
  "prompt",
]);
const HEADER_ACTION = shape({ icon: HEADER_ICON, onClick: isFunction }, ["icon", "onClick"]);
const TOOL = shape(
  {
    id: isString,
    label: isString,
    icon: ICON,
    shortLabel: isString,
    placeholderOverride: isString,
    pinned: isBoolean,
    persistent: isBoolean,
  },
  ["id", "label", "icon"],
);
const MODEL = shape(
  {
    id: isString,
    label: isString,
    description: isString,
    disabled: isBoolean,
    default: isBoolean,
  },
  ["id", "label"],
);
const ATTACHMENTS = shape(
  {
    enabled: isBoolean,
    maxSize: either(isCount, recordOf(isCount)),
    maxCount: isCount,
    accept: recordOf(listOf(isString)),
  },
  ["enabled"],
);

/** Throws an error that names the option that is missing, unknown or of the wrong type. */
export const checkShape: Check = shape(
  {
    api: (value, path) => {
      const hosted = typeof value === "object" && value !== null && "getClientSecret" in value;
      (hosted ? HOSTED_API : CUSTOM_API)(value, path);
    },
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
    startScreen: shape({ greeting: isString, prompts: listOf(PROMPT) }),
    threadItemActions: shape({ feedback: isBoolean, retry: isBoolean }),
    composer: shape({
      placeholder: isString,
      attachments: ATTACHMENTS,
      tools: listOf(TOOL),
      models: listOf(MODEL),
      dictation: shape({ enabled: isBoolean }, ["enabled"]),
    }),
    disclaimer: shape({ text: isString, highContrast: isBoolean }, ["text"]),
    entities: shape({
      onTagSearch: isFunction,
      showComposerMenu: isBoolean,
      onClick: isFunction,
      onRequestPreview: isFunction,
    }),
    commands: shape({ enabled: isBoolean, onSearch: isFunction, onSelect: isFunction }, [
      "enabled",
    ]),
    widgets: shape({ onAction: isFunction }),
    thread: shape({ autoScroll: isBoolean }),
  },
  ["api"],
);
