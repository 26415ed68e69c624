import fc from "fast-check";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import ReactMarkdown from "react-markdown";
import remarkGfm from "remark-gfm";
import { describe, expect, it } from "vitest";
import { BlockSplitter } from "./blocks";

const FRAGMENTS = [
  "A paragraph\nof two lines",
  "# Title",
  "Setext\n===",
  "- one\n- two",
  "- loose\n\n- list",
  "* star",
  "1. first\n2. second",
  "2) other",
  "-",
  "12",
  "- item\n\n  more of it",
  "```python\nx = 1\n\ny = 2\n```",
  "~~~\n```\n\n~~~",
  "````\n```\n\n````",
  "```",
  "- ```\n  in a list\n\n  still\n  ```",
  "1. step\n\n   ```sh\n   run\n\n   more\n   ```\n2. step\n  ```\n  run\n\nmore\n  ```",
  "* * *",
  "  ```\n\nx\n\n  ```",
  "   ~~~",
  "lazy",
  "> quote\n>\n> more",
  "| a | b |\n|---|---|\n| 1 | 2 |",
  "<div>\n\ntext\n\n</div>",
  "<!-- open\n\nclosed -->",
  "<pre>\n\n*a*\n\n</pre>",
  "see [ref] and [^note]",
  "[ref]: https://example.com",
  "[^note]: a note",
  "- [ref]: https://example.com/2",
  "***",
  "`a`` b",
];

const markdown = fc
  .array(
    fc.tuple(fc.constantFrom(...FRAGMENTS), fc.constantFrom("\n", "\n\n", "\n\n\n", " \n \n", "")),
    {
      maxLength: 8,
    },
  )
  .map((parts) => parts.flat().join(""));

function html(text: string): string {
  const whole = createElement(ReactMarkdown, { remarkPlugins: [remarkGfm], children: text });
  // How many empty lines end code that no fence closes does not show.
  return renderToStaticMarkup(whole).replace(/\n*<\/code>/g, "\n</code>");
}

describe("BlockSplitter", () => {
  it("keeps every character", () => {
    fc.assert(
      fc.property(markdown, (text) => {
        expect(new BlockSplitter().split(text).join("")).toBe(text);
      }),
    );
  });

  it("renders in blocks what it would render as a whole", { timeout: 30_000 }, () => {
    fc.assert(
      fc.property(markdown, (text) => {
        const blocks = new BlockSplitter().split(text);
        const rendered = blocks.map(html).filter((block) => block !== "");
        expect(rendered.join("\n")).toBe(html(text));
      }),
      { numRuns: 100 },
    );
  });

  it("gives the same for a text that grows as for a text that is there at once", () => {
    fc.assert(
      fc.property(markdown, fc.array(fc.nat(200)), (text, cuts) => {
        const growing = new BlockSplitter();
        for (const cut of cuts.toSorted((a, b) => a - b)) growing.split(text.slice(0, cut));
        expect(growing.split(text)).toEqual(new BlockSplitter().split(text));
      }),
      { numRuns: 100 },
    );
  });

  it("leaves finished blocks as they are while the text grows", () => {
    const splitter = new BlockSplitter();
    splitter.split("one\n\ntwo");
    expect(splitter.split("one\n\ntwo and more\n\nthree")).toEqual([
      "one\n\n",
      "two and more\n\n",
      "three",
    ]);
  });

  it("begins again when the text was replaced", () => {
    const splitter = new BlockSplitter();
    splitter.split("one\n\ntwo");
    expect(splitter.split("other")).toEqual(["other"]);
  });

  it("keeps indented code with blank lines in one block", () => {
    const code = "    a\n\n    b\n\n";
    expect(new BlockSplitter().split(`${code}after`)).toEqual([code, "after"]);
  });

  it("keeps a fence with blank lines in one block", () => {
    const fence = "```\na\n\nb\n```\n";
    expect(new BlockSplitter().split(`${fence}\nafter`)).toEqual([`${fence}\n`, "after"]);
  });
});
