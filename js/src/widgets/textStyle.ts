/** The style of components that are text. */
import type { CSSProperties } from "react";
import { textColor } from "./color";
import { length } from "./css";
import { countOf, type Node, oneOf } from "./node";

const WEIGHTS = ["normal", "medium", "semibold", "bold"] as const;
const MOST_LINES = 100;

export function textStyle(node: Node): CSSProperties {
  const weight = oneOf(node.weight, WEIGHTS);
  const minLines = countOf(node.minLines, MOST_LINES);
  return {
    color: textColor(node.color),
    fontWeight: weight && `var(--font-weight-${weight})`,
    textAlign: oneOf(node.textAlign, ["start", "center", "end"]),
    fontStyle: node.italic === true ? "italic" : undefined,
    textDecoration: node.lineThrough === true ? "line-through" : undefined,
    width: length(node.width),
    minHeight: minLines && `${minLines}lh`,
    ...clipped(node),
  };
}

function clipped(node: Node): CSSProperties {
  const lines = countOf(node.maxLines, MOST_LINES);
  if (node.truncate === true && (lines === undefined || lines === 1)) {
    return { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" };
  }
  if (lines === undefined) return {};
  return {
    display: "-webkit-box",
    overflow: "hidden",
    WebkitBoxOrient: "vertical",
    WebkitLineClamp: lines,
  };
}
