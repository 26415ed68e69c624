import { screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { setLanguage } from "../i18n";
import { en } from "../i18n/en";
import { Chat } from "./Chat";
import { speak } from "./language";
import { type Answers, options, showChat } from "./testing";

const ARABIC = { "composer.send": "إرسال", "item.copy": "نسخ" };
const answers: Answers = {
  chunk: ({ name }) => {
    if (name !== "locale.ar.json") throw new Error(`There is no ${name}.`);
    return JSON.stringify(ARABIC);
  },
};

afterEach(() => {
  setLanguage("en", en);
  document.documentElement.dir = "";
});

describe("the language", () => {
  it("changes while the chat is open, with the direction of reading", async () => {
    const { apply } = showChat(<Chat />, {}, answers);
    apply({ type: "options.set", options: options({ locale: "ar" }) });
    expect(await screen.findByRole("button", { name: "إرسال" })).toBeTruthy();
    expect(document.documentElement.dir).toBe("rtl");
    expect(document.documentElement.lang).toBe("ar");
    // What the catalogue does not have is in English.
    expect(screen.getByRole("button", { name: "New chat" })).toBeTruthy();
    apply({ type: "options.set", options: options({ locale: "sv-SE" }) });
    expect(await screen.findByRole("button", { name: "Send" })).toBeTruthy();
    await waitFor(() => expect(document.documentElement.dir).toBe("ltr"));
  });

  it("takes codes as other systems write them", async () => {
    await speak(async () => "{}" as never, "pt_BR");
    expect(document.documentElement.lang).toBe("pt");
  });

  it("is English when the texts can not be had", async () => {
    await speak(async () => Promise.reject(new Error("gone")), "de");
    expect(document.documentElement.lang).toBe("en");
  });
});
