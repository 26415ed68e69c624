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
      theme: { colorScheme: "dark", radius: "soft", density: "compact" },
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
      composer: { placeholder: "Ask", models: [{ id: "m", label: "M" }] },
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
    [{ api: { getClientSecret: () => "" } }, "“api.getClientSecret” needs OpenAI's hosted"],
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

  it("is plain data that can be sent to the frame", () => {
    const options = viewOptions({
      api: { ...API, fetch },
      header: { rightAction: { icon: "home", onClick: () => {} } },
    });
    expect(structuredClone(options)).toEqual(options);
    expect(options.header.rightAction).toEqual({ icon: "home" });
  });
});
