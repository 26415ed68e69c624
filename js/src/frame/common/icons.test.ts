import { describe, expect, it } from "vitest";
import { iconFor } from "./icons";

describe("iconFor", () => {
  it("knows the named set", () => expect(iconFor("book-open")).not.toBeNull());
  it.each(["lucide:zap", "unheard-of", "constructor", "", null, undefined])(
    "has nothing for %s",
    (name) => expect(iconFor(name)).toBeNull(),
  );
});
