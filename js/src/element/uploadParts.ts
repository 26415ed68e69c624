/** Brings a file to a notebook's server in parts, so that a lost connection costs one of them. */
import type { Attachment } from "../protocol/types.gen";
import { RequestError, reason } from "./api";
import type { UploadOptions } from "./upload";

const OFFSET = "Upload-Offset";
const FIRST_PART = 256 * 1024;
const LARGEST_PART = 8 * 1024 * 1024;
/** A part should take about this long, in ms: the progress moves, and little is lost. */
const PART_TIME = 500;
/** Before a part is tried again, in ms; after the last one the user is asked. */
const PAUSES = [500, 1_000, 2_000, 4_000, 8_000];
/** What a proxy says while the server behind it is away. */
const AWAY = [502, 504];

/** Uploads a file, or what the server does not have of it yet. */
export async function uploadInParts(
  file: File,
  url: string,
  options: UploadOptions,
): Promise<Attachment> {
  let offset = options.announced ? await received(url, options) : 0;
  let size = FIRST_PART;
  for (;;) {
    options.onProgress(offset / Math.max(file.size, 1));
    const begun = performance.now();
    const response = await sendPart(file.slice(offset, offset + size), offset, url, options);
    if (response.status === 200) return (await response.json()) as Attachment;
    offset = await nextOffset(response, offset, url, options);
    const quick = performance.now() - begun < PART_TIME;
    size = quick ? Math.min(size * 2, LARGEST_PART) : Math.max(size / 2, FIRST_PART);
  }
}

function sendPart(part: Blob, offset: number, url: string, options: UploadOptions) {
  const headers = { [OFFSET]: String(offset) };
  return persistently(() => send(url, "PATCH", options, part, headers), options.signal);
}

/** Where the next part begins: where this one ended, or where the server says that it is. */
async function nextOffset(
  response: Response,
  offset: number,
  url: string,
  options: UploadOptions,
): Promise<number> {
  if (response.status !== 409) return offsetOf(response);
  const next = await received(url, options);
  // A refusal that is not about the offset would be the same the next time.
  if (next === offset) await refuse(response);
  return next;
}

/** How many bytes the server has. */
async function received(url: string, options: UploadOptions): Promise<number> {
  return offsetOf(await persistently(() => send(url, "HEAD", options), options.signal));
}

async function send(
  url: string,
  method: string,
  { api, signal }: UploadOptions,
  body: Blob | null = null,
  headers: Record<string, string> = {},
): Promise<Response> {
  const response = await api.sendToServer(url, { method, headers, body, signal });
  if (response === null) throw new Error("This address is not on the chat's server.");
  if (!response.ok && response.status !== 409) await refuse(response);
  return response;
}

async function refuse(response: Response): Promise<never> {
  throw new RequestError(await reason(response), response.status);
}

function offsetOf(response: Response): number {
  return Number(response.headers.get(OFFSET) ?? 0);
}

async function persistently(
  request: () => Promise<Response>,
  signal: AbortSignal,
): Promise<Response> {
  for (const pause of PAUSES) {
    try {
      return await request();
    } catch (error) {
      signal.throwIfAborted();
      if (isRefusal(error)) throw error;
      await wait(pause, signal);
    }
  }
  try {
    return await request();
  } catch (error) {
    signal.throwIfAborted();
    if (isRefusal(error)) throw error;
    const message = "The connection was lost. Try again to go on with the upload.";
    throw new RequestError(message, null, { cause: error });
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof RequestError && error.status !== null && !AWAY.includes(error.status);
}

function wait(time: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, time);
    const end = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    signal.addEventListener("abort", end, { once: true });
  });
}
