/** The files that were built beside this module. */

// Not written as new URL(…, import.meta.url), which a bundler would take for a file to copy.
const BASE = import.meta.url;
const NAME = /^[a-z][\w-]*(\.[\w-]+)*\.(html|js|json)$/i;

const parts = new Map<string, Promise<string>>();
let read: ((name: string) => Promise<string>) | null = null;

/** Reads the files in another way, where this module itself came in another way. */
export function readPartsBy(reader: (name: string) => Promise<string>): void {
  read = reader;
}

/** The text of such a file, by its bare name; fetched once for all chats of this page. */
export function fetchPart(name: string, base: string = BASE): Promise<string> {
  const key = keyOf(name, base);
  const known = parts.get(key);
  if (known) return known;
  const part = readText(name, base).catch((error: unknown) => {
    parts.delete(key); // The next one to ask tries again.
    throw error;
  });
  parts.set(key, part);
  return part;
}

/** Gives the text of such a file, so that it is never fetched. */
export function keepPart(name: string, text: string, base: string = BASE): void {
  parts.set(keyOf(name, base), Promise.resolve(text));
}

function keyOf(name: string, base: string): string {
  return `${base} ${name}`;
}

async function readText(name: string, base: string): Promise<string> {
  if (!NAME.test(name)) throw new Error(`“${name}” is not a part of the chat.`);
  return read === null ? fetchText(new URL(name, base)) : read(name);
}

async function fetchText(url: URL): Promise<string> {
  const response = await fetch(url, { credentials: "same-origin" });
  if (!response.ok) throw new Error(`${url.pathname} answered ${response.status}`);
  return response.text();
}
