/** Values of CSS that data may set; what is not known to be harmless is left out. */
import { isRecord, oneOf } from "./node";

const MOST = 10_000;
const LENGTH =
  /^(?:-?(?:\d+\.?\d*|\.\d+)(?:px|rem|em|ch|%|vh|vw|dvh|dvw)?|auto|(?:min|max|fit)-content)$/i;
const CALC = /^(?:calc|min|max|clamp)\([\d\s.,%+*/()a-z-]{1,100}\)$/i;
// A bracket without a name before it is arithmetic.
const MATH = new Set(["", "calc", "min", "max", "clamp"]);

/** A length: a number of `unit`s, or a CSS length. */
export function length(value: unknown, unit = "px"): string | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? times(value, unit) : undefined;
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return times(Number(text), unit);
  return LENGTH.test(text) || (CALC.test(text) && callsOnly(text, MATH)) ? text : undefined;
}

/** Whether every function in a value of CSS is one of these. */
export function callsOnly(text: string, names: ReadonlySet<string>): boolean {
  return [...text.matchAll(/([\w-]*)\(/g)].every(([, name = ""]) => names.has(name.toLowerCase()));
}

/** A distance: steps of 4 px, or a CSS length. */
export function distance(value: unknown): string | undefined {
  return length(value, "--spacing");
}

function times(value: number, unit: string): string {
  const number = Math.max(-MOST, Math.min(MOST, value));
  return unit === "px" ? `${number}px` : `calc(var(${unit}) * ${number})`;
}

/** Distances from each edge, of CSS's `padding` or `margin`. */
export function spacing(value: unknown): string | undefined {
  if (typeof value === "string") {
    const parts = value.trim().split(/\s+/);
    if (parts.length > 4) return undefined;
    const lengths = parts.map(distance);
    return lengths.every((each) => each !== undefined) ? lengths.join(" ") : undefined;
  }
  if (!isRecord(value)) return distance(value);
  const { x, y, top = y, bottom = y, left = x, right = x } = value;
  return [top, right, bottom, left].map((edge) => distance(edge) ?? "0").join(" ");
}

/** A width divided by a height. */
export function ratio(value: unknown): string | undefined {
  if (typeof value === "number") return value > 0 && value < MOST ? String(value) : undefined;
  if (typeof value !== "string") return undefined;
  return /^\d{1,5}(?:\.\d+)?(?:\s*\/\s*\d{1,5}(?:\.\d+)?)?$|^auto$/.test(value.trim())
    ? value.trim()
    : undefined;
}

/** A share of free space, as in CSS's `flex`. */
export function flex(value: unknown): string | undefined {
  if (typeof value === "number") return value >= 0 && value <= MOST ? String(value) : undefined;
  if (typeof value !== "string") return undefined;
  return /^(?:[\d.]{1,6}(?:px|rem|em|%)?(?:\s+|$)|auto\s*$){1,3}$|^(?:none|initial)$/.test(value)
    ? value
    : undefined;
}

const RADII = ["2xs", "xs", "sm", "md", "lg", "xl", "2xl", "3xl", "4xl", "full"] as const;

/** How round corners are, by the name of a radius. */
export function radius(value: unknown): string | undefined {
  if (value === "none") return "0";
  if (value === "100%") return "100%";
  const name = oneOf(value, RADII);
  return name && `var(--radius-${name})`;
}

const SIDES = ["top", "right", "bottom", "left"] as const;
const STYLES = [
  ...(["solid", "dashed", "dotted", "double", "groove"] as const),
  ...(["ridge", "inset", "outset"] as const),
];

/** The `border-…` properties for one border, or for one on each edge. */
export function borders(
  value: unknown,
  color: (value: unknown) => string | undefined,
): Record<string, string> {
  if (!isRecord(value) || "size" in value) return sides(() => value, color);
  return sides(
    (side) => value[side] ?? (side === "top" || side === "bottom" ? value.y : value.x),
    color,
  );
}

function sides(
  of: (side: (typeof SIDES)[number]) => unknown,
  color: (value: unknown) => string | undefined,
): Record<string, string> {
  const entries = SIDES.flatMap((side) => {
    const border = oneBorder(of(side), color);
    return border ? [[`border${side[0]?.toUpperCase()}${side.slice(1)}`, border]] : [];
  });
  return Object.fromEntries(entries);
}

function oneBorder(
  value: unknown,
  color: (value: unknown) => string | undefined,
): string | undefined {
  const border = isRecord(value) ? value : { size: value };
  const size = typeof border.size === "number" ? border.size : Number.NaN;
  if (!(size > 0)) return undefined;
  const style = oneOf(border.style, STYLES) ?? "solid";
  return `${Math.min(size, 100)}px ${style} ${color(border.color) ?? "var(--color-border)"}`;
}
