/** Requests to a ChatKit server, and readable words for what can go wrong with them. */
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

/** A ChatKit server at one address. */
export class ChatApi {
  readonly #url: string;
  readonly #fetch: Transport;
  readonly #ownFetch: boolean;

  /** @param transport sends the requests where the page's own `fetch` does not know how. */
  constructor(url: string, transport?: Transport) {
    this.#url = url;
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

  /**
   * Sends a request and yields the events of the response, those of one chunk together.
   *
   * @param stop aborts the response itself.
   * @param leave ends the listening; the response goes on without this viewer.
   */
  async *stream(
    request: StreamingRequest,
    { stop, leave }: { stop: AbortSignal; leave: AbortSignal },
  ): AsyncGenerator<ThreadStreamEvent[], void, void> {
    const response = await this.#post(request, "text/event-stream", stop);
    const type = response.headers.get("Content-Type") ?? "";
    if (!response.body || !type.startsWith("text/event-stream")) throw notChatKit(response);
    try {
      for await (const batch of readEvents(response.body, leave)) {
        yield batch.map(({ data }) => JSON.parse(data) as ThreadStreamEvent);
      }
    } catch (error) {
      stop.throwIfAborted();
      throw new RequestError("The connection was lost while the answer arrived.", null, {
        cause: error,
      });
    }
  }

  async #post(request: ChatKitRequest, accept: string, stop?: AbortSignal): Promise<Response> {
    const response = await this.#send(request, accept, stop);
    if (response.ok) return response;
    throw new RequestError(await reason(response), response.status);
  }

  async #send(request: ChatKitRequest, accept: string, stop?: AbortSignal): Promise<Response> {
    try {
      return await this.#fetch(this.#url, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: accept },
        body: JSON.stringify(request),
        signal: stop ?? null,
      });
    } catch (error) {
      stop?.throwIfAborted();
      if (error instanceof RequestError) throw error;
      throw new RequestError("The chat's server can not be reached.", null, { cause: error });
    }
  }
}

function absolute(url: string): URL {
  return new URL(url, document.baseURI);
}

/** The server's own words where it has some. */
export async function reason(response: Response): Promise<string> {
  const fallback = `The chat's server refused the request (${response.status} ${response.statusText}).`;
  try {
    const { message } = (await response.json()) as { message?: unknown };
    return typeof message === "string" && message !== "" ? message : fallback;
  } catch {
    return fallback;
  }
}

function notChatKit(response: Response, cause?: unknown): RequestError {
  const message = "The answer did not come from a ChatKit server. Is the page still logged in?";
  return new RequestError(message, response.status, { cause });
}
