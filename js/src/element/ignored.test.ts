import { describe, expect, it } from "vitest";
import { ignoredOptions } from "./ignored";

const api = { url: "/chat", domainKey: "local" };

describe("ignoredOptions", () => {
  it("names what would have no effect", () => {
    const options = {
      api,
      theme: { colorScheme: "dark" as const, radius: "sharp" as const },
      composer: { placeholder: "Ask", attachments: { enabled: true } },
      threadItemActions: { feedback: true, retry: true },
      entities: {},
    };
    expect(ignoredOptions(options)).toEqual([
      "theme.radius",
      "threadItemActions.feedback",
      "composer.attachments",
      "entities",
    ]);
  });

  it("does not mind what is absent or switched off", () => {
    expect(ignoredOptions({ api, theme: "dark" })).toEqual([]);
    const options = {
      api,
      composer: { attachments: { enabled: false }, dictation: { enabled: false } },
      threadItemActions: { feedback: false },
    };
    expect(ignoredOptions(options)).toEqual([]);
  });
});
