/** The style of components that are boxes. */
import type { CSSProperties } from "react";
import { background, borderColor } from "./color";
import { borders, distance, flex, length, radius, ratio, spacing } from "./css";
import { type Node, oneOf } from "./node";

const ALIGNMENTS = {
  start: "flex-start",
  center: "center",
  end: "flex-end",
  baseline: "baseline",
  stretch: "stretch",
} as const;
const JUSTIFICATIONS = {
  start: "flex-start",
  center: "center",
  end: "flex-end",
  between: "space-between",
  around: "space-around",
  evenly: "space-evenly",
  stretch: "stretch",
} as const;

/** What a box says of its size, its place and its edges. */
export function blockStyle(node: Node): CSSProperties {
  const { size, minSize, maxSize } = node;
  return defined({
    height: length(node.height ?? size),
    width: length(node.width ?? size),
    minHeight: length(node.minHeight ?? minSize),
    minWidth: length(node.minWidth ?? minSize),
    maxHeight: length(node.maxHeight ?? maxSize),
    maxWidth: length(node.maxWidth ?? maxSize),
    aspectRatio: ratio(node.aspectRatio),
    borderRadius: radius(node.radius),
    margin: spacing(node.margin),
    flex: flex(node.flex),
    background: background(node.background),
  });
}

/** What a box says of the components in it. */
export function layoutStyle(node: Node): CSSProperties {
  return defined({
    alignItems: named(node.align, ALIGNMENTS),
    justifyContent: named(node.justify, JUSTIFICATIONS),
    flexWrap: oneOf(node.wrap, ["nowrap", "wrap", "wrap-reverse"]),
    gap: distance(node.gap),
    padding: spacing(node.padding),
  });
}

/** All of a box. */
export function boxStyle(node: Node): CSSProperties {
  return { ...layoutStyle(node), ...borders(node.border, borderColor), ...blockStyle(node) };
}

function named<T>(value: unknown, names: Readonly<Record<string, T>>): T | undefined {
  return typeof value === "string" && Object.hasOwn(names, value) ? names[value] : undefined;
}

function defined(style: CSSProperties): CSSProperties {
  return Object.fromEntries(Object.entries(style).filter(([, value]) => value !== undefined));
}
