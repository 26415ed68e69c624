/** Finds a component in a widget by its id and changes it, sharing everything else. */
import type { WidgetComponent, WidgetRoot } from "./types.gen";

interface Node {
  readonly id?: string | null;
  readonly children?: unknown;
}

/** The widget with another component in the place of the one with this id. */
export function replaceComponent(root: WidgetRoot, id: string, component: WidgetComponent) {
  return change(root, id, () => component) as WidgetRoot;
}

/** The widget with `delta` added to the value of the text with this id. */
export function appendText(root: WidgetRoot, id: string, delta: string, done: boolean) {
  return change(root, id, (node) => {
    const { value } = node as { value?: unknown };
    const text = typeof value === "string" ? value : "";
    return { ...node, value: text + delta, streaming: !done };
  }) as WidgetRoot;
}

function change(node: Node, id: string, update: (node: Node) => object): object {
  if (node.id === id) return update(node);
  const { children } = node;
  if (Array.isArray(children)) return changeList(node, children, id, update);
  if (!isNode(children)) return node;
  const changed = change(children, id, update);
  return changed === children ? node : { ...node, children: changed };
}

function changeList(
  node: Node,
  children: readonly unknown[],
  id: string,
  update: (node: Node) => object,
): object {
  const changed = children.map((child) => (isNode(child) ? change(child, id, update) : child));
  return changed.every((child, index) => child === children[index])
    ? node
    : { ...node, children: changed };
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null;
}
