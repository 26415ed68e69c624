/** Which addresses from a model may become links and images. */

const LINK_PROTOCOLS = new Set(["http:", "https:", "mailto:", "tel:"]);
const RASTER = /^data:image\/(?:png|jpeg|gif|webp|avif);base64,/i;

/** Whether an address is one of the application's own links, which the page answers. */
export function isDeepLink(url: string): boolean {
  return parse(url)?.protocol === "chatkit-link:";
}

/** The address, if a click on it may open it; otherwise null. Relative ones would open Jupyter's. */
export function linkTarget(url: string): string | null {
  const parsed = parse(url);
  return parsed && LINK_PROTOCOLS.has(parsed.protocol) ? url.trim() : null;
}

/**
 * The address, if the frame may load it as an image; otherwise null.
 *
 * @param domains hosts the thread allows, as in its `allowed_image_domains`
 */
export function imageSource(url: string, domains: readonly string[]): string | null {
  const trimmed = url.trim();
  if (RASTER.test(trimmed)) return trimmed;
  const parsed = parse(trimmed);
  return parsed?.protocol === "https:" && domains.includes(parsed.hostname) ? trimmed : null;
}

function parse(url: string): URL | null {
  return URL.canParse(url.trim()) ? new URL(url.trim()) : null;
}
