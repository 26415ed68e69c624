/** The author's theme, as values of the style sheet's variables. */
import type { AccentColor, ColorOption, GrayscaleOptions, ThemeOption } from "@openai/chatkit";

export type ThemeVariables = Readonly<Record<string, string>>;

/** The lightness of the design system's greys in the light scheme, by name; dark is its mirror. */
const GRAYS: Readonly<Record<string, number>> = {
  "0": 1,
  "25": 0.99,
  "50": 0.982,
  "75": 0.965,
  "100": 0.946,
  "150": 0.905,
  "200": 0.85,
  "250": 0.787,
  "300": 0.756,
  "350": 0.704,
  "400": 0.65,
  "450": 0.568,
  "500": 0.478,
  "550": 0.428,
  "600": 0.374,
  "650": 0.343,
  "700": 0.309,
  "750": 0.275,
  "800": 0.247,
  "850": 0.226,
  "900": 0.209,
  "925": 0.2,
  "950": 0.187,
  "975": 0.173,
  "1000": 0.159,
};
const GRAY_NAMES = Object.keys(GRAYS).sort((a, b) => Number(a) - Number(b));

// How much of the hue one step of the tint brings in, and how much lighter one step of shade is.
const CHROMA_STEP = 0.006;
const SHADE_STEP = 0.012;

/** How round things are: the whole family of radii, by a factor; pills, bubbles, the composer. */
const RADII = {
  pill: { factor: 1, pill: "9999px", bubble: "1.25rem", composer: "1.625rem" },
  round: { factor: 1, pill: "0.875rem", bubble: "1.125rem", composer: "1.125rem" },
  soft: { factor: 0.6, pill: "0.5rem", bubble: "0.625rem", composer: "0.75rem" },
  sharp: { factor: 0, pill: "0", bubble: "0", composer: "0" },
} as const;
/** The design system's radii, in rem. */
const RADIUS_SIZES = {
  "2xs": 0.125,
  xs: 0.25,
  sm: 0.375,
  md: 0.5,
  lg: 0.625,
  xl: 0.75,
  "2xl": 1,
  "3xl": 1.25,
  "4xl": 1.5,
} as const;

const DENSITIES = { compact: "0.75", normal: "1", spacious: "1.4" } as const;

/** How much of the accent goes into the user's bubbles, by its level. */
const BUBBLE_TINT = ["0%", "10%", "20%", "100%"] as const;

/** The variables for a theme; those that are not among them keep their defaults. */
export function themeVariables(
  theme: Omit<ThemeOption, "colorScheme">,
  colorScheme: "light" | "dark",
): ThemeVariables {
  const { typography = {}, radius, density, color = {} } = theme;
  return defined({
    "font-size": typography.baseSize && `${typography.baseSize}px`,
    "--font-sans": typography.fontFamily,
    "--font-mono": typography.fontFamilyMono,
    "--density": density && DENSITIES[density],
    ...(radius ? radiusVariables(radius) : {}),
    ...colorVariables(color, colorScheme),
  });
}

function radiusVariables(radius: NonNullable<ThemeOption["radius"]>) {
  const { factor, pill, bubble, composer } = RADII[radius];
  const sizes = Object.entries(RADIUS_SIZES).map(([name, size]) => [
    `--radius-${name}`,
    `${size * factor}rem`,
  ]);
  return {
    ...Object.fromEntries(sizes),
    "--radius-full": pill,
    "--control-radius": pill,
    "--bubble-radius": bubble,
    "--composer-radius": composer,
  };
}

function colorVariables({ grayscale, accent, surface }: ColorOption, scheme: "light" | "dark") {
  return {
    ...(grayscale ? grayVariables(grayscale, scheme) : {}),
    ...(accent ? accentVariables(accent) : {}),
    "--color-surface": surface?.background,
    "--color-surface-elevated": surface?.background,
    "--color-text": surface?.foreground,
  };
}

function grayVariables({ hue, tint, shade = 0 }: GrayscaleOptions, scheme: "light" | "dark") {
  const lift = shade * SHADE_STEP * (scheme === "dark" ? 1 : -1);
  const entries = GRAY_NAMES.map((name, index) => {
    const mirrored = scheme === "dark" ? GRAY_NAMES.at(-1 - index) : name;
    const lightness = Math.min(1, Math.max(0, (GRAYS[mirrored ?? name] ?? 0) + lift));
    const chroma = tint * CHROMA_STEP * Math.sin(Math.PI * lightness) ** 0.5;
    return [`--gray-${name}`, `oklch(${round(lightness)} ${round(chroma || 0)} ${hue})`];
  });
  return Object.fromEntries(entries);
}

function accentVariables({ primary, level }: AccentColor) {
  const strong = level === BUBBLE_TINT.length - 1;
  const onAccent = `oklch(from ${primary} clamp(0, (0.66 - l) * 1000, 1) 0 0)`;
  const tinted = `color-mix(in oklab, ${primary} ${BUBBLE_TINT[level]}, transparent)`;
  return {
    "--color-background-primary-solid": primary,
    "--color-background-primary-solid-hover": `color-mix(in oklab, ${primary} 88%, black)`,
    "--color-background-primary-solid-active": `color-mix(in oklab, ${primary} 80%, black)`,
    "--color-text-primary-solid": onAccent,
    "--color-ring": primary,
    "--accent": primary,
    "--bubble-background": level === 0 ? undefined : tinted,
    "--bubble-text": strong ? onAccent : undefined,
  };
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

function defined(variables: Record<string, string | 0 | undefined>): ThemeVariables {
  const entries = Object.entries(variables).filter(([, value]) => value);
  return Object.fromEntries(entries) as ThemeVariables;
}
