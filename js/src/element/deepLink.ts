/** Reads the application's own links. */

/** What `chatkit.deeplink` tells of a link. */
export interface DeepLink {
  readonly name: string;
  readonly data: Record<string, string>;
}

const FORM = /^chatkit-link:\/\/([^?#]+)(?:\?([^#]*))?/;

/** The name and the query of `chatkit-link://name?key=value`; null for any other address. */
export function deepLink(url: string): DeepLink | null {
  const [, name, query = ""] = FORM.exec(url) ?? [];
  if (name === undefined) return null;
  return { name: decoded(name), data: Object.fromEntries(new URLSearchParams(query)) };
}

// A model may write a percent sign that encodes nothing.
function decoded(name: string): string {
  try {
    return decodeURIComponent(name).replace(/\/$/, "");
  } catch {
    return name;
  }
}
