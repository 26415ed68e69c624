import type { ChatKitOptions } from "@openai/chatkit";
import { describe, expect, it } from "vitest";
import { checkOptions, viewOptions } from "./options";

const API = { url: "/chat", domainKey: "local" };
const check = (options: unknown) => () => checkOptions(options as ChatKitOptions);

describe("checkOptions", () => {
  it("takes a full set", () => {
    const options: ChatKitOptions = {
      api: { ...API, fetch, uploadStrategy: { type: "two_phase" } },
      locale: "de",
      theme: {
        colorScheme: "dark",
        radius: "soft",
        density: "compact",
        typography: { baseSize: 16, fontSources: [{ family: "A", src: "/a.woff2", weight: 400 }] },
        color: {
          grayscale: { hue: 200, tint: 3, shade: -1 },
          accent: { primary: "#f00", level: 2 },
          surface: { background: "#fff", foreground: "#000" },
        },
      },
      initialThread: null,
      onClientTool: () => ({}),
      header: { leftAction: { icon: "home", onClick: () => {} }, title: { text: "Sales" } },
      history: { enabled: false },
      startScreen: {
        greeting: "Hello",
        prompts: [
          { label: "A", prompt: "a" },
          { label: "B", prompt: [{ type: "input_text", text: "b" }], icon: "bolt" },
        ],
      },
      composer: {
        placeholder: "Ask",
        models: [{ id: "m", label: "M", description: "fast", disabled: true, default: false }],
        tools: [{ id: "s", label: "Search", icon: "lucide:telescope", pinned: true }],
        attachments: {
          enabled: true,
          maxSize: { "image/*": 5, "*": 1 },
          maxCount: 2,
          accept: { "image/*": [".png"] },
        },
        dictation: { enabled: true },
      },
      entities: { onTagSearch: async () => [], showComposerMenu: true },
      commands: { enabled: true, onSelect: async () => {} },
      disclaimer: { text: "Check it." },
      thread: { autoScroll: true },
      widgets: {},
    };
    expect(check(options)).not.toThrow();
  });

  it.each([
    [undefined, "ChatKit's options must be an object, not undefined."],
    [{}, "ChatKit's option “api” is missing."],
    [{ api: { url: "/" } }, "ChatKit's option “api.domainKey” is missing."],
    [{ api: API, hedaer: {} }, "ChatKit's option “hedaer” does not exist."],
    [{ api: API, toString: 1 }, "ChatKit's option “toString” does not exist."],
    [
      { api: API, header: { title: { text: 5 } } },
      "ChatKit's option “header.title.text” must be a text, not 5.",
    ],
    [{ api: API, theme: "blue" }, "ChatKit's option “theme” must be one of light, dark, not"],
    [
      { api: API, startScreen: { prompts: [{ label: "A" }] } },
      "ChatKit's option “startScreen.prompts[0].prompt” is missing.",
    ],
    [{ api: API, startScreen: { prompts: {} } }, "“startScreen.prompts” must be a list, not {}."],
    [{ api: { ...API, fetch: "no" } }, "“api.fetch” must be a function"],
    [{ api: { getClientSecret: "s" } }, "“api.getClientSecret” must be a function"],
    [{ api: { ...API, getClientSecret: () => "" } }, "“api.url” does not exist."],
    [{ api: { ...API, uploadStrategy: { type: "direct" } } }, "“api.uploadStrategy.uploadUrl” is"],
    [{ api: API, composer: { attachments: { enabled: true } } }, "“api.uploadStrategy” is missing"],
    [
      { api: API, composer: { attachments: { enabled: false, maxSize: { "image/*": -1 } } } },
      "“composer.attachments.maxSize.image/*” must be a number, 0 or more, not -1.",
    ],
    [
      { api: API, composer: { tools: [{ id: "a", label: "A", icon: "no-icon" }] } },
      "“composer.tools[0].icon” must be a built-in icon, or lucide: and a name",
    ],
    [
      { api: API, header: { leftAction: { icon: "no", onClick() {} } } },
      "“header.leftAction.icon”",
    ],
    [{ api: API, composer: { models: [{ id: "m" }] } }, "“composer.models[0].label” is missing."],
    [{ api: API, composer: { dictation: {} } }, "“composer.dictation.enabled” is missing."],
    [{ api: API, entities: { onTagSearch: [] } }, "“entities.onTagSearch” must be a function"],
    [{ api: API, commands: {} }, "“commands.enabled” is missing."],
    [{ api: API, widgets: { onAction: 1 } }, "“widgets.onAction” must be a function"],
    [{ api: API, theme: { typography: { baseSize: 19 } } }, "a whole number from 14 to 18, not 19"],
    [
      { api: API, theme: { color: { accent: { primary: "red" } } } },
      "“theme.color.accent.level” is",
    ],
    [
      { api: API, theme: { color: { grayscale: { hue: 1, tint: 10 } } } },
      "“theme.color.grayscale.tint” must be a whole number from 0 to 9",
    ],
    [
      { api: API, theme: { typography: { fontSources: [{ family: "A" }] } } },
      "“theme.typography.fontSources[0].src” is missing.",
    ],
  ])("refuses %j and says why", (options, message) => {
    expect(check(options)).toThrow(message);
  });
});

describe("viewOptions", () => {
  it("fills in the defaults", () => {
    expect(viewOptions({ api: API })).toMatchObject({
      colorScheme: "light",
      frameTitle: "Chat",
      header: { enabled: true, title: { enabled: true, text: null }, leftAction: null },
      history: { enabled: true, showDelete: true, showRename: true },
      threadItemActions: { feedback: false, retry: false },
      disclaimer: null,
    });
  });

  it("takes the color scheme in both its forms", () => {
    expect(viewOptions({ api: API, theme: "dark" }).colorScheme).toBe("dark");
    const options = viewOptions({ api: API, theme: { colorScheme: "dark", radius: "sharp" } });
    expect(options).toMatchObject({ colorScheme: "dark", theme: { radius: "sharp" } });
  });

  it("says what the page can be asked, not how", () => {
    const options = viewOptions({
      api: API,
      entities: { onTagSearch: async () => [], onClick: () => {}, showComposerMenu: true },
      commands: { enabled: true, onSearch: async () => [] },
      composer: { attachments: { enabled: true, maxCount: 3 }, dictation: { enabled: true } },
    });
    expect(options).toMatchObject({
      entities: { search: true, showComposerMenu: true, click: true, preview: false },
      commands: { enabled: true, search: true },
      composer: { attachments: { accept: null, maxCount: 3 }, dictation: true },
    });
    const menu = viewOptions({ api: API, entities: { showComposerMenu: true } }).entities;
    expect(menu).toMatchObject({ search: false, showComposerMenu: false });
  });

  it("is plain data that can be sent to the frame", () => {
    const options = viewOptions({
      api: { ...API, fetch },
      header: { rightAction: { icon: "home", onClick: () => {} } },
    });
    expect(structuredClone(options)).toEqual(options);
    expect(options.header.rightAction).toEqual({ icon: "home" });
  });
});
