/** A remark plugin: `<br>`, the one tag models use for layout, becomes a line break. */
import type { Nodes, Root } from "mdast";

const BREAK = /^<br\s*\/?>$/i;

export function lineBreaks(): (tree: Root) => void {
  return (tree) => replace(tree);
}

function replace(node: Nodes): void {
  if (!("children" in node)) return;
  node.children.forEach((child, index) => {
    if (child.type === "html" && BREAK.test(child.value)) {
      (node.children as Nodes[])[index] = { type: "break" };
    } else {
      replace(child);
    }
  });
}
