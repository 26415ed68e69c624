/** The built front end over widget messages, kept by the browser for the next page. */
import { COMM_ORIGIN } from "../transport/comm";
import type { Transport } from "../transport/types";

const CACHE = "chatkit-notebook";

/** The text of a file of the front end, unzipped. */
export async function readPart(send: Transport, build: string, name: string): Promise<string> {
  const url = `${COMM_ORIGIN}/parts/${build}/${name}`;
  const cache = await openCache();
  const kept = await cache?.match(url);
  if (kept) return unzip(kept);
  const response = await send(url);
  if (!response.ok) {
    const { message } = (await response.json()) as { message: string };
    throw new Error(message);
  }
  const zipped = await response.arrayBuffer();
  const text = await unzip(new Response(zipped));
  if (cache) void keep(cache, url, zipped, build);
  return text;
}

/** Missing where the page is not served securely, and refused where it has no origin. */
async function openCache(): Promise<Cache | null> {
  try {
    return await globalThis.caches.open(CACHE);
  } catch {
    return null;
  }
}

/** Keeps a file, and lets go of those of other builds. */
async function keep(cache: Cache, url: string, zipped: ArrayBuffer, build: string): Promise<void> {
  try {
    await cache.put(url, new Response(zipped));
    const others = (await cache.keys()).filter((kept) => !kept.url.includes(`/parts/${build}/`));
    await Promise.all(others.map((other) => cache.delete(other)));
  } catch (error) {
    console.warn("The chat's front end could not be kept for the next page.", error);
  }
}

function unzip(zipped: Response): Promise<string> {
  if (!zipped.body) throw new Error("An empty file.");
  return new Response(zipped.body.pipeThrough(new DecompressionStream("gzip"))).text();
}
