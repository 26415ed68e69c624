/** Whether the page around the chat is light or dark, whatever notebook it is. */

type ColorScheme = "light" | "dark";

/** JupyterLab says so; elsewhere the text around the chat is light on a dark page. */
export function pageColorScheme(parent: HTMLElement): ColorScheme {
  const { jpThemeLight } = document.body.dataset;
  if (jpThemeLight !== undefined) return jpThemeLight === "false" ? "dark" : "light";
  const shown = parent.isConnected ? parent : document.body;
  return brightness(getComputedStyle(shown).color) > 0.5 ? "dark" : "light";
}

/** Calls `listener` when the theme changes, until `signal` ends it. */
export function onThemeChange(
  parent: HTMLElement,
  listener: () => void,
  signal: AbortSignal,
): void {
  let shown = pageColorScheme(parent);
  const look = () => {
    const now = pageColorScheme(parent);
    if (now !== shown) listener();
    shown = now;
  };
  const observer = new MutationObserver(look);
  // Notebooks change a class, a style or an attribute of their own on one of the two.
  observer.observe(document.documentElement, { attributes: true });
  observer.observe(document.body, { attributes: true });
  signal.addEventListener("abort", () => observer.disconnect(), { once: true });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", look, { signal });
}

/** From 0 for black to 1 for white; the browser reads the color, whichever way it is written. */
function brightness(color: string): number {
  const canvas = document.createElement("canvas").getContext("2d");
  if (!canvas) return 0;
  canvas.fillStyle = color;
  canvas.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
}
