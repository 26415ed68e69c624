/** Marks in Markdown that say where a source is cited. */
import type { Nodes, Parents, Root } from "mdast";

/** A place where a source is cited. */
export type Citation = {
  /** Characters of the text before it. */
  index: number;
  /** The place of the source in the list of sources, from 1. */
  number: number;
};

// Private-use characters: they mean nothing in Markdown and stand in no text.
const MARK = /\uE000(\d+)\uE001/g;

/** The text with a mark at each citation; inside a word the mark goes to its end. */
export function withMarks(text: string, citations: readonly Citation[]): string {
  const places = citations
    .map(({ index, number }) => ({ at: endOfWord(text, index), number }))
    .sort((a, b) => a.at - b.at);
  let from = 0;
  let marked = "";
  for (const { at, number } of places) {
    marked += `${text.slice(from, at)}\uE000${number}\uE001`;
    from = at;
  }
  return marked + text.slice(from);
}

/** A remark plugin: each mark becomes a `cite` element; where none can stand it goes. */
export function citationMarks(): (tree: Root) => void {
  return (tree) => replaceIn(tree);
}

function replaceIn(node: Parents): void {
  const children = node.children as Nodes[];
  node.children = children.flatMap(replaced) as typeof node.children;
}

function replaced(node: Nodes): Nodes[] {
  if (node.type === "text") return pieces(node.value);
  if ("value" in node) return [{ ...node, value: node.value.replace(MARK, "") }];
  if ("url" in node) node.url = node.url.replace(MARK, "");
  if ("children" in node) replaceIn(node);
  return [node];
}

function pieces(text: string): Nodes[] {
  // With a group in the pattern, every other part is the number of a mark.
  return text.split(MARK).flatMap((part, index): Nodes[] => {
    if (index % 2 === 0) return part === "" ? [] : [{ type: "text", value: part }];
    const data = { hName: "cite", hProperties: { title: part } };
    return [{ type: "emphasis", children: [], data }];
  });
}

// A mark belongs to what is before it, not to the next paragraph.
function endOfWord(text: string, index: number): number {
  if (!/\w/.test(text.charAt(index - 1))) return text.slice(0, index).trimEnd().length;
  return index + (/^\w*/.exec(text.slice(index))?.[0].length ?? 0);
}
