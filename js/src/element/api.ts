/** Requests to a ChatKit server, and readable words for what can go wrong with them. */
import type { Activity } from "../protocol/activity";
import { readEvents } from "../protocol/sse";
import type { ThreadPage } from "../protocol/state";
import type {
  Attachment,
  ChatKitRequest,
  ItemPage,
  SyncCustomActionResponse,
  Thread,
  ThreadStreamEvent,
} from "../protocol/types.gen";
import type { Transport } from "../transport/types";

/** What each request that is answered with one JSON document is answered with. */
interface Answers {
  "threads.get_by_id": Thread;
  "threads.list": ThreadPage;
  "threads.update": Thread;
  "threads.delete": unknown;
  "items.list": ItemPage;
  "items.feedback": unknown;
  "attachments.create": Attachment;
  "attachments.delete": unknown;
  "input.transcribe": { readonly text: string };
  "threads.sync_custom_action": SyncCustomActionResponse;
}

/** A request that is answered with a stream of events. */
export type StreamingRequest = Extract<
  ChatKitRequest,
  {
    type:
      | "threads.create"
      | "threads.add_user_message"
      | "threads.add_client_tool_output"
      | "threads.add_structured_input"
      | "threads.retry_after_item"
      | "threads.custom_action";
  }
>;

/** A request that failed; the message is fit for the user. */
export class RequestError extends Error {
  override readonly name = "RequestError";

  /** @param status the HTTP status; null when there was no answer. */
  constructor(
    message: string,
    readonly status: number | null,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** What addresses begin with that are on the chat's server, whose own address only the page knows. */
const OWN = "notebook:";

/** The kernel can not answer just now. */
export class BusyError extends RequestError {}

const GONE = 410;

/** An answer that can not be followed to its end. */
export class CutOffError extends RequestError {
  /** Whether the answer is there, and only what it has said so far is not kept any more. */
  readonly overtaken = this.status === GONE;
}

/** How a response is ended, and who is told its id. */
export interface ResponseSignals {
  /** Aborts the response itself. */
  readonly stop: AbortSignal;
  /** Ends the listening; the response goes on without this viewer. */
  readonly leave: AbortSignal;
  /** Called when the answer begins; null where the server gives no ids. */
  readonly begun?: (responseId: string | null) => void;
}

/** A ChatKit server at one address. */
export class ChatApi {
  readonly #url: string;
  readonly #fetch: Transport;
  readonly #ownFetch: boolean;

  readonly #onTrouble: (() => void) | undefined;

  /**
   * @param transport sends the requests where the page's own `fetch` does not know how.
   * @param onTrouble called when a request gets no answer, or is refused.
   */
  constructor(url: string, transport?: Transport, onTrouble?: () => void) {
    this.#url = url;
    this.#onTrouble = onTrouble;
    this.#ownFetch = transport !== undefined;
    this.#fetch = transport ?? ((...request) => fetch(...request));
  }

  /**
   * Sends any request to the server that the chat talks to; null for an address elsewhere, or where
   * the page's own means are as good.
   */
  sendToServer(url: string, init: RequestInit): Promise<Response> | null {
    if (this.takesParts(url)) return this.#fetch(this.#url + url.slice(OWN.length), init);
    const own = this.#ownFetch && absolute(url).origin === absolute(this.#url).origin;
    return own ? this.#fetch(url, init) : null;
  }

  /** Whether files can be uploaded to this address in parts: a notebook's server takes them. */
  takesParts(url: string): boolean {
    return url.startsWith(OWN);
  }

  /** Sends a request and returns the answer; every failure is a `RequestError`. */
  async call<Type extends keyof Answers>(
    request: Extract<ChatKitRequest, { type: Type }>,
  ): Promise<Answers[Type]> {
    const response = await this.#post(request, "application/json");
    try {
      return (await response.json()) as Answers[Type];
    } catch (error) {
      throw notChatKit(response, error);
    }
  }

  /** Sends a request and yields the events of the response, those of one chunk together. */
  async *stream(
    request: StreamingRequest,
    signals: ResponseSignals,
  ): AsyncGenerator<ThreadStreamEvent[], void, void> {
    const response = await this.#post(request, "text/event-stream", signals.stop);
    yield* this.#events(response, signals);
  }

  /**
   * Yields the events of a response that runs already, or has just ended.
   *
   * @param after the number of the last event seen; 0 for all, "latest" for those still to come.
   */
  async *follow(
    responseId: string,
    after: number | "latest",
    signals: ResponseSignals,
  ): AsyncGenerator<ThreadStreamEvent[], void, void> {
    const url = `${this.#url}/responses/${encodeURIComponent(responseId)}?after=${after}`;
    const headers = { Accept: "text/event-stream" };
    const response = await this.#send(url, { headers, signal: signals.stop });
    if (!response.ok) throw new CutOffError(await reason(response), response.status);
    yield* this.#events(response, signals);
  }

  /** The bytes of a file that was sent with a message; only a notebook's server gives them. */
  async file(attachmentId: string): Promise<Blob> {
    const address = `${this.#url}/attachments/${encodeURIComponent(attachmentId)}`;
    const link = await this.#get(`${address}/link`);
    const { url } = (await link.json()) as { url: string };
    const response = await this.#get(address + url.slice(url.indexOf("?")));
    return response.blob();
  }

  /** What goes on in the chat's threads; fails where the chat is not served. */
  async news(): Promise<Activity> {
    const response = await this.#send(this.#url, { headers: { Accept: "application/json" } });
    if (response.ok) return (await response.json()) as Activity;
    const { message, busy } = await explained(response);
    throw busy
      ? new BusyError(message, response.status)
      : new RequestError(message, response.status);
  }

  async *#events(
    response: Response,
    { stop, leave, begun }: ResponseSignals,
  ): AsyncGenerator<ThreadStreamEvent[], void, void> {
    const type = response.headers.get("Content-Type") ?? "";
    if (!response.body || !type.startsWith("text/event-stream")) throw notChatKit(response);
    begun?.(response.headers.get("ChatKit-Response-Id"));
    try {
      for await (const batch of readEvents(response.body, leave)) {
        yield batch.map(({ data }) => JSON.parse(data) as ThreadStreamEvent);
      }
    } catch (error) {
      stop.throwIfAborted();
      // By its name, because the transport comes from another script, with classes of its own.
      const { name, status = null } = error as Error & { status?: number };
      const Failure = name === "ResponseGoneError" ? CutOffError : RequestError;
      throw new Failure("The connection was lost while the answer arrived.", status, {
        cause: error,
      });
    }
  }

  async #get(url: string): Promise<Response> {
    const response = await this.#send(url, {});
    if (!response.ok) throw new RequestError(await reason(response), response.status);
    return response;
  }

  async #post(request: ChatKitRequest, accept: string, stop?: AbortSignal): Promise<Response> {
    const response = await this.#send(this.#url, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: accept },
      body: JSON.stringify(request),
      signal: stop ?? null,
    });
    if (response.ok) return response;
    this.#onTrouble?.();
    throw new RequestError(await reason(response), response.status);
  }

  async #send(url: string, init: RequestInit): Promise<Response> {
    try {
      return await this.#fetch(url, init);
    } catch (error) {
      init.signal?.throwIfAborted();
      if (error instanceof RequestError) throw error;
      this.#onTrouble?.();
      throw new RequestError("The chat's server can not be reached.", null, { cause: error });
    }
  }
}

function absolute(url: string): URL {
  return new URL(url, document.baseURI);
}

/** The server's own words where it has some. */
export async function reason(response: Response): Promise<string> {
  return (await explained(response)).message;
}

async function explained(response: Response): Promise<{ message: string; busy: boolean }> {
  const fallback = `The chat's server refused the request (${response.status} ${response.statusText}).`;
  try {
    const body = (await response.json()) as { message?: unknown; reason?: unknown };
    const told = typeof body.message === "string" && body.message !== "";
    return { message: told ? String(body.message) : fallback, busy: body.reason === "busy" };
  } catch {
    return { message: fallback, busy: false };
  }
}

function notChatKit(response: Response, cause?: unknown): RequestError {
  const message = "The answer did not come from a ChatKit server. Is the page still logged in?";
  return new RequestError(message, response.status, { cause });
}
