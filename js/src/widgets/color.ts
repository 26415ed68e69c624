/** Colors that data may set: the design system's names, and CSS colors that load nothing. */
import { callsOnly } from "./css";
import { isRecord } from "./node";

const TEXT: Readonly<Record<string, string>> = {
  prose: "--color-text",
  primary: "--color-text",
  emphasis: "--color-text",
  secondary: "--color-text-secondary",
  tertiary: "--color-text-tertiary",
  success: "--color-text-success",
  warning: "--color-text-warning",
  danger: "--color-text-danger",
  caution: "--color-text-caution",
  info: "--color-text-info",
  discovery: "--color-text-discovery",
};
const BORDERS: Readonly<Record<string, string>> = {
  default: "--color-border",
  subtle: "--color-border-subtle",
  strong: "--color-border-strong",
};
const SURFACES: Readonly<Record<string, string>> = {
  surface: "--color-surface",
  "surface-secondary": "--color-surface-secondary",
  "surface-tertiary": "--color-surface-tertiary",
  "surface-elevated": "--color-surface-elevated",
  "surface-elevated-secondary": "--color-surface-elevated-secondary",
};

const PALETTE = /^(?:alpha|blue|gray|green|orange|pink|purple|red|yellow)-\d{1,4}$/;
const CSS_COLOR =
  /^(?:#[\da-f]{3,8}|[a-z]{3,30}|(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\([\d\s.,%/a-z+-]{1,80}\))$/i;
const GRADIENT = /^(?:repeating-)?(?:linear|radial|conic)-gradient\([\d\s.,%/#()a-z+-]{1,300}\)$/i;
const GRADIENT_PARTS = new Set([
  ...["linear-gradient", "radial-gradient", "conic-gradient"],
  ...["repeating-linear-gradient", "repeating-radial-gradient", "repeating-conic-gradient"],
  ...["rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color"],
]);

export function textColor(value: unknown): string | undefined {
  return color(value, TEXT);
}

export function borderColor(value: unknown): string | undefined {
  return color(value, BORDERS);
}

/** A color or a gradient behind something. */
export function background(value: unknown): string | undefined {
  return color(value, SURFACES) ?? (isGradient(value) ? value : undefined);
}

/** A color of the palette or of CSS, or one for each color scheme. */
export function color(
  value: unknown,
  names: Readonly<Record<string, string>> = {},
): string | undefined {
  if (isRecord(value)) {
    const [light, dark] = [color(value.light, names), color(value.dark, names)];
    return light && dark ? `light-dark(${light}, ${dark})` : (light ?? dark);
  }
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  if (Object.hasOwn(names, text)) return `var(${names[text]})`;
  if (PALETTE.test(text)) return `var(--${text})`;
  return CSS_COLOR.test(text) ? text : undefined;
}

function isGradient(value: unknown): value is string {
  return typeof value === "string" && GRADIENT.test(value) && callsOnly(value, GRADIENT_PARTS);
}
