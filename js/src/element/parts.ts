/** The files that were built beside this module. */

// Not written as new URL(…, import.meta.url), which a bundler would take for a file to copy.
const BASE = import.meta.url;
const NAME = /^[a-z][\w-]*(\.[\w-]+)*\.(html|js|json)$/i;

const parts = new Map<string, Promise<string>>();

/** The text of such a file, by its bare name; fetched once for all chats of this page. */
export function fetchPart(name: string, base: string = BASE): Promise<string> {
  const url = new URL(name, base);
  const known = parts.get(url.href);
  if (known) return known;
  const part = fetchText(name, url).catch((error: unknown) => {
    parts.delete(url.href); // The next one to ask tries again.
    throw error;
  });
  parts.set(url.href, part);
  return part;
}

/** Gives the text of such a file, so that it is never fetched. */
export function keepPart(name: string, text: string, base: string = BASE): void {
  parts.set(new URL(name, base).href, Promise.resolve(text));
}

async function fetchText(name: string, url: URL): Promise<string> {
  if (!NAME.test(name)) throw new Error(`“${name}” is not a part of the chat.`);
  const response = await fetch(url, { credentials: "same-origin" });
  if (!response.ok) throw new Error(`${url.pathname} answered ${response.status}`);
  return response.text();
}
