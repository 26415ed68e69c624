import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contentOf, type Draft, draftOf, edited, tagOf, trimmedContent, withTag } from "./draft";

const TAG = tagOf({ id: "o", title: "Orders", group: "Tables", interactive: true });
const DRAFT = withTag({ text: "See @or now", tags: [] }, 4, 7, TAG);

/** The draft after the user typed or deleted so that the text is `next`, with the caret at "|". */
function type(draft: Draft, next: string): Draft {
  return edited(draft, next.replace("|", ""), next.indexOf("|"));
}

describe("a draft", () => {
  it("holds tags between texts", () => {
    expect(contentOf(DRAFT)).toEqual([
      { type: "input_text", text: "See " },
      { type: "input_tag", id: "o", text: "Orders", data: {}, group: "Tables", interactive: true },
      { type: "input_text", text: "  now" },
    ]);
    expect(draftOf(contentOf(DRAFT))).toEqual(DRAFT);
  });

  it.each([
    ["before it", "Do see| Orders  now", 7],
    ["right before it, with its first letter", "See O|Orders  now", 5],
    ["right after it, with its last letter", "See Orderss|  now", 4],
    ["after it", "See Orders  n|", 4],
  ])("keeps a tag when text changes %s", (_, next, start) => {
    expect(type(DRAFT, next).tags).toEqual([{ start, end: start + 6, part: TAG }]);
  });

  it.each(["See Order|  now", "See Or|XXders  now", "|", "See | now"])(
    "has no tag once its own text changes to %j",
    (next) => expect(type(DRAFT, next).tags).toEqual([]),
  );

  it("loses the white space at its ends when it is sent", () => {
    expect(trimmedContent({ text: " \n ", tags: [] })).toEqual([]);
    expect(trimmedContent({ text: "  a b\n", tags: [] })).toEqual([
      { type: "input_text", text: "a b" },
    ]);
    expect(trimmedContent(withTag({ text: "@", tags: [] }, 0, 1, TAG))).toEqual([TAG]);
  });

  it("always has the text that the user sees, and tags that say what they cover", () => {
    const text = fc.string({ unit: fc.constantFrom("O", "r", "s", " "), maxLength: 8 });
    fc.assert(
      fc.property(text, text, text, fc.nat(), (before, after, next, at) => {
        const draft = withTag(
          { text: before + after, tags: [] },
          before.length,
          before.length,
          TAG,
        );
        const changed = edited(draft, next, at % (next.length + 1));
        expect(changed.text).toBe(next);
        for (const { start, end, part } of changed.tags) {
          expect(next.slice(start, end)).toBe(part.text);
        }
      }),
    );
  });
});
