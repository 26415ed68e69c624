import fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { describe, expect, it } from "vitest";
import { type Citation, citationMarks, withMarks } from "./citations";

/** The text of a Markdown document with "[1]" for the mark of source 1. */
function shown(text: string, citations: Citation[]): string {
  const tree = fromMarkdown(withMarks(text, citations));
  citationMarks()(tree);
  const read = (node: object): string => {
    if ("data" in node && node.data) {
      const { hProperties } = node.data as { hProperties: { title: string } };
      return `[${hProperties.title}]`;
    }
    if ("value" in node) return String(node.value);
    const children = "children" in node ? (node.children as object[]) : [];
    const url = "url" in node ? `<${node.url}>` : "";
    return children.map(read).join("") + url;
  };
  return read(tree);
}

describe("citations", () => {
  it.each([
    ["after a word", "Late. Why?", [{ index: 4, number: 1 }], "Late[1]. Why?"],
    [
      "at the end of a word it is in",
      "Orders are late",
      [{ index: 3, number: 1 }],
      "Orders[1] are late",
    ],
    [
      "in their order",
      "a b",
      [
        { index: 3, number: 2 },
        { index: 1, number: 1 },
      ],
      "a[1] b[2]",
    ],
    [
      "several in one place",
      "a.",
      [
        { index: 2, number: 1 },
        { index: 2, number: 3 },
      ],
      "a.[1][3]",
    ],
    ["before a gap", "a.\n\nb", [{ index: 4, number: 1 }], "a.[1]b"],
    ["in emphasis", "**bold** x", [{ index: 6, number: 1 }], "bold[1] x"],
    ["beyond the end", "a", [{ index: 99, number: 1 }], "a[1]"],
  ])("stand %s", (_, text, citations, expected) => expect(shown(text, citations)).toBe(expected));

  it("leave no trace where no mark can stand", () => {
    expect(shown("`a.b`", [{ index: 3, number: 1 }])).toBe("a.b");
    expect(shown("[a](https://b.example/)", [{ index: 14, number: 1 }])).toBe(
      "a<https://b.example/>",
    );
  });

  it("change no letter of the text, wherever they stand", () => {
    const citation = fc.record({ index: fc.nat(30), number: fc.integer({ min: 1, max: 9 }) });
    fc.assert(
      fc.property(fc.string(), fc.array(citation), (text, citations) => {
        const marked = withMarks(text, citations);
        expect(marked.replace(/\uE000\d\uE001/g, "")).toBe(text);
      }),
    );
  });
});
