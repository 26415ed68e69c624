/** How a view reaches its chat: through the Jupyter server's extension, or in widget messages. */
import { type CommTransport, commChatUrl } from "../transport/comm";
import { chatUrl, endpointFetch, type JupyterServer } from "../transport/endpoint";
import { type ConnectionState, resumable } from "../transport/resumable";
import { stoppable } from "../transport/stoppable";
import type { Transport } from "../transport/types";
import { readPart } from "./bundle";
import { jupyterServer } from "./jupyter";
import type { ChatModel } from "./model";

/** The name that our element has in a notebook; the usual one is left to OpenAI's. */
export const LOCAL_TAG = "chatkit-notebook";

/** Imports the module at an address: the one that registers the element. */
export type Importer = (url: string) => Promise<unknown>;

export interface Connection {
  readonly transport: "endpoint" | "comm";
  /** The chat's address, as the model has it now. */
  readonly url: () => string;
  /** The way itself; told when a stream's connection is lost, and when it is back. */
  readonly open: (onConnection?: (state: ConnectionState) => void) => Transport;
  /** Registers our element; rejects with a message for the user. */
  readonly loadElement: (load: Importer) => Promise<void>;
}

/** The element's class; when it came in messages, its other files come in the same way. */
interface ElementClass {
  readPartsBy?(read: (name: string) => Promise<string>): void;
}

const NO_SERVER =
  "The chat was asked to use the Jupyter server, but this page belongs to none. " +
  "Leave out transport=“endpoint”.";
const NO_EXTENSION =
  "The chat could not be loaded, because the Jupyter server has not loaded its extension. " +
  "Run “jupyter server extension enable chatkit_jupyter” and restart the Jupyter server.";
const NOT_ALLOWED: ReadonlySet<number> = new Set([401, 403]);

/** Chooses the way that the author asked for; rejects with a message for the user. */
export async function connect(model: ChatModel, comm: CommTransport): Promise<Connection> {
  const chosen = await choose(model, comm);
  comm.tell(chosen.transport);
  return chosen;
}

async function choose(model: ChatModel, comm: CommTransport): Promise<Connection> {
  const asked = model.get("transport") ?? "auto";
  const server = asked === "comm" ? null : jupyterServer();
  if (asked === "endpoint" && server === null) throw new Error(NO_SERVER);
  if (server === null) return commConnection(model, comm);
  const connection = endpointConnection(model, server);
  if (asked === "endpoint" || (await answers(connection))) return connection;
  return commConnection(model, comm);
}

// A server that answers for this chat, or whose extension does not let this user in, is the one to
// ask. Other servers, such as Voilà, refuse what they do not know, but not in the extension's words.
async function answers({ open, url }: Connection): Promise<boolean> {
  try {
    const response = await open()(url());
    return response.ok || (NOT_ALLOWED.has(response.status) && (await isOfExtension(response)));
  } catch {
    return false;
  }
}

async function isOfExtension(response: Response): Promise<boolean> {
  const { message } = (await response.json()) as { message?: unknown };
  return typeof message === "string";
}

function endpointConnection(model: ChatModel, server: JupyterServer): Connection {
  return {
    transport: "endpoint",
    url: () => chatUrl(server, model.get("kernel_id"), model.get("chat")),
    open: (onConnection) => endpointFetch(server, onConnection),
    loadElement: async (load) => {
      // Absolute, because the entry itself has no address: it comes out of the widget's state.
      const path = `${server.baseUrl}chatkit/static/${model.get("build")}/element.js`;
      try {
        await load(new URL(`${path}?as=${LOCAL_TAG}`, document.baseURI).href);
      } catch (error) {
        throw new Error(NO_EXTENSION, { cause: error });
      }
    },
  };
}

function commConnection(model: ChatModel, comm: CommTransport): Connection {
  const read = (name: string) => readPart(comm.fetch, model.get("build"), name);
  return {
    transport: "comm",
    url: () => commChatUrl(model.get("chat")),
    open: (onConnection) => stoppable(resumable(comm.fetch, onConnection ? { onConnection } : {})),
    loadElement: async (load) => {
      if (!customElements.get(LOCAL_TAG)) await importText(await read("element.js"), load);
      (customElements.get(LOCAL_TAG) as ElementClass | undefined)?.readPartsBy?.(read);
    },
  };
}

async function importText(text: string, load: Importer): Promise<void> {
  const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  try {
    await load(`${url}#as=${LOCAL_TAG}`); // A blob's address can not have a query.
  } finally {
    URL.revokeObjectURL(url);
  }
}
