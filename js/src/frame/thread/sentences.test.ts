import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SentenceReader } from "./sentences";

describe("SentenceReader", () => {
  it("reads a sentence once, when it is complete", () => {
    const reader = new SentenceReader();
    expect(reader.next("It is")).toBe("");
    expect(reader.next("It is late.")).toBe("");
    expect(reader.next("It is late. Why")).toBe("It is late.");
    expect(reader.next("It is late. Why")).toBe("");
    expect(reader.next("It is late. Why? Well,\nno")).toBe("Why? Well,");
    expect(reader.rest("It is late. Why? Well,\nno")).toBe("no");
  });

  it("does not cut numbers", () => expect(new SentenceReader().next("Pi is 3.14 or")).toBe(""));

  it("knows the full stops of other scripts", () =>
    expect(new SentenceReader().next("遅れています。 なぜ")).toBe("遅れています。"));

  it("reads every word once, however the text comes in", () => {
    const text = "Two are late. One is not! See below:\n\n- first\n- second\n\nAsk me";
    fc.assert(
      fc.property(fc.array(fc.nat(text.length)), (cuts) => {
        const reader = new SentenceReader();
        const read = cuts.sort((a, b) => a - b).map((cut) => reader.next(text.slice(0, cut)));
        const words = [...read, reader.rest(text)].join(" ").split(/\s+/).filter(Boolean);
        expect(words).toEqual(text.split(/\s+/));
      }),
    );
  });
});
