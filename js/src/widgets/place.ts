/** Puts a box beside another one, where there is room for it. */

export type Side = "top" | "bottom" | "left" | "right";
export type Align = "start" | "center" | "end";

// How far it stays from what it belongs to, and from the edges of the chat, in px.
const GAP = 6;
const MARGIN = 8;

/** Gives `box`, whose position is fixed, its place at `side` of `anchor`. */
export function place(box: HTMLElement, anchor: HTMLElement, side: Side, align: Align): void {
  const at = anchor.getBoundingClientRect();
  const x = { from: at.left, to: at.right, size: box.offsetWidth, most: window.innerWidth };
  const y = { from: at.top, to: at.bottom, size: box.offsetHeight, most: window.innerHeight };
  const beside = side === "left" || side === "right";
  const first = side === "left" || side === "top";
  box.style.left = `${beside ? outside(x, first) : along(x, align)}px`;
  box.style.top = `${beside ? along(y, align) : outside(y, first)}px`;
}

/** One direction: where the anchor begins and ends, how long the box is, how long the chat is. */
interface Direction {
  readonly from: number;
  readonly to: number;
  readonly size: number;
  readonly most: number;
}

/** Before or after the anchor: where it is wanted, unless there is only room on the other side. */
function outside(direction: Direction, first: boolean): number {
  const { from, to, size, most } = direction;
  const [before, after] = [from - GAP - size, to + GAP];
  const wanted = first ? [before, after] : [after, before];
  const fits = wanted.find((start) => start >= MARGIN && start + size <= most - MARGIN);
  return within(fits ?? (first ? before : after), direction);
}

function along(direction: Direction, align: Align): number {
  const { from, to, size } = direction;
  const free = to - from - size;
  return within(from + { start: 0, center: free / 2, end: free }[align], direction);
}

function within(start: number, { size, most }: Direction): number {
  return Math.max(MARGIN, Math.min(start, most - size - MARGIN));
}
