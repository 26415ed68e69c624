import { describe, expect, it } from "vitest";
import { t } from ".";

describe("t", () => {
  it("gives the text of a key", () => expect(t("composer.send")).toBe("Send"));

  it("puts values into it", () =>
    expect(t("workflow.durationMinutes", { minutes: 2, seconds: 5 })).toBe(
      "Thought for 2 min 5 s",
    ));

  it("puts in values as they are", () =>
    expect(t("item.tool", { name: "{name} $& </b>" })).toBe("Tool call: {name} $& </b>"));
});
