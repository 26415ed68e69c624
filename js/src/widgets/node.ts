/** Reads components as they come: from a server, so anything may be in them. */

/** A component: an object that says its type. Its other properties are unknown until they are read. */
export type Node = Readonly<Record<string, unknown>> & { readonly type: string };

export function isNode(value: unknown): value is Node {
  return isRecord(value) && typeof value.type === "string";
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The components inside one: a list, a single one, or none. */
export function childrenOf(node: Node): readonly Node[] {
  const { children } = node;
  return (Array.isArray(children) ? children : [children]).filter(isNode);
}

/** A key for each component, by which it keeps its identity when the widget changes. */
export function keysOf(nodes: readonly Node[]): string[] {
  const seen = new Map<string, number>();
  return nodes.map((node, index) => {
    const name = `${node.type}:${textOf(node.key) || textOf(node.id) || index}`;
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    return count === 0 ? name : `${name}:${count}`;
  });
}

/** A text or a number as text; nothing else has one. */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" ? String(value) : "";
}

/** The value if it is one of these, otherwise nothing. */
export function oneOf<T extends string>(value: unknown, known: readonly T[]): T | undefined {
  return known.find((each) => each === value);
}

/** A whole number from 1 to `most`, or nothing. */
export function countOf(value: unknown, most: number): number | undefined {
  if (typeof value !== "number" || !(value >= 1)) return undefined;
  return Math.min(Math.floor(value), most);
}
