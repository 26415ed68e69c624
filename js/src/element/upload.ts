/** Brings one file to the server, in one of ChatKit's two ways. */
import type { FileUploadStrategy } from "@openai/chatkit";
import type { Attachment, AttachmentUploadDescriptor } from "../protocol/types.gen";
import { type ChatApi, RequestError, reason } from "./api";
import { uploadInParts } from "./uploadParts";

/** What goes along with an upload. */
export interface UploadOptions {
  readonly api: ChatApi;
  readonly strategy: FileUploadStrategy;
  /** Ends the upload. */
  readonly signal: AbortSignal;
  /** Told how much has been sent, from 0 to 1. */
  readonly onProgress: (part: number) => void;
  /** What an earlier try had announced to the server, to go on with it. */
  readonly announced: Attachment | null;
  /** Told what has been announced to the server. */
  readonly onAnnounced: (attachment: Attachment) => void;
}

interface Transfer {
  readonly url: string;
  readonly method: AttachmentUploadDescriptor["method"];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: File | FormData;
}

/** Uploads a file and returns the server's record of it. */
export function upload(file: File, options: UploadOptions): Promise<Attachment> {
  const { strategy } = options;
  return strategy.type === "direct"
    ? uploadDirectly(file, strategy.uploadUrl, options)
    : uploadInTwoPhases(file, options);
}

async function uploadDirectly(file: File, url: string, options: UploadOptions) {
  const body = new FormData();
  body.append("file", file, file.name);
  const response = await transfer({ url, method: "POST", headers: {}, body }, options);
  return (await response.json()) as Attachment;
}

async function uploadInTwoPhases(file: File, options: UploadOptions): Promise<Attachment> {
  const params = { name: file.name, size: file.size, mime_type: mimeType(file) };
  const { api } = options;
  const announced = options.announced ?? (await api.call({ type: "attachments.create", params }));
  options.onAnnounced(announced);
  options.signal.throwIfAborted();
  const { upload_descriptor: descriptor, ...attachment } = announced;
  if (!descriptor) throw new Error("The server did not say where to upload the file.");
  const { url, method, headers = {} } = descriptor;
  if (api.takesParts(url)) return uploadInParts(file, url, options);
  await transfer(
    { url, method, headers: { "Content-Type": mimeType(file), ...headers }, body: file },
    options,
  );
  return attachment;
}

/** The type of a file, also where the browser does not know one. */
export function mimeType(file: File): string {
  return file.type || "application/octet-stream";
}

async function transfer(request: Transfer, options: UploadOptions): Promise<Response> {
  const { url, method, headers, body } = request;
  const { api, signal } = options;
  const sent = api.sendToServer(url, { method, headers, body, signal });
  const response = await (sent ?? transferWithProgress(request, options));
  if (!response.ok) throw new RequestError(await reason(response), response.status);
  return response;
}

// `fetch` does not tell how much of a request has been sent.
function transferWithProgress(
  { url, method, headers, body }: Transfer,
  { signal, onProgress }: UploadOptions,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => {
      if (total > 0) onProgress(loaded / total);
    };
    request.onload = () => {
      const { status, statusText, responseText } = request;
      const text = status === 204 ? null : responseText;
      resolve(new Response(text, { status, statusText }));
    };
    request.onerror = () => reject(new RequestError("The upload did not get through.", null));
    request.onabort = () => reject(signal.reason);
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(body);
  });
}
