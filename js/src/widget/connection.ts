/** How a page reaches its chat: through the Jupyter server's extension, or in widget messages. */
import { type CommTransport, commChatUrl } from "../transport/comm";
import { chatUrl, type JupyterServer, serverFetch } from "../transport/server";
import type { Transport } from "../transport/types";
import { readPart } from "./bundle";
import { jupyterServer } from "./jupyter";
import type { ChatModel } from "./model";

/** The name that our element has in a notebook; the usual one is left to OpenAI's. */
export const LOCAL_TAG = "chatkit-notebook";

/** Imports the module at an address. */
export type Importer = (url: string) => Promise<unknown>;

export interface Connection {
  /** The Jupyter server, where the chat is reached through that. */
  readonly server: JupyterServer | null;
  readonly comm: CommTransport;
  /** The chat's address, as the model has it now. */
  readonly url: () => string;
  /** Sends one request. */
  readonly send: Transport;
  /** Imports a module of the built front end; rejects with a message for the user. */
  readonly importPart: (name: string) => Promise<unknown>;
}

/** The element's class; when it came in messages, its other files come in the same way. */
interface ElementClass {
  readPartsBy?(read: (name: string) => Promise<string>): void;
}

/** The module that registers our element. */
export const ELEMENT = "element.js";

const NO_SERVER =
  "The chat was asked to use the Jupyter server, but this page belongs to none. " +
  "Leave out transport=“endpoint”.";
const NO_EXTENSION =
  "The chat could not be loaded, because the Jupyter server has not loaded its extension. " +
  "Run “jupyter server extension enable chatkit_jupyter” and restart the Jupyter server.";
const NOT_ALLOWED: ReadonlySet<number> = new Set([401, 403]);

/** Chooses the way that the author asked for; rejects with a message for the user. */
export async function connect(
  model: ChatModel,
  comm: CommTransport,
  load: Importer,
): Promise<Connection> {
  const chosen = await choose(model, comm, load);
  comm.tell(chosen.server ? "endpoint" : "comm");
  return chosen;
}

async function choose(model: ChatModel, comm: CommTransport, load: Importer): Promise<Connection> {
  const asked = model.get("transport") ?? "auto";
  const server = asked === "comm" ? null : jupyterServer();
  if (asked === "endpoint" && server === null) throw new Error(NO_SERVER);
  if (server === null) return commConnection(model, comm, load);
  const connection = endpointConnection(model, comm, server, load);
  if (asked === "endpoint" || (await answers(connection))) return connection;
  return commConnection(model, comm, load);
}

// A server that answers for this chat, or whose extension does not let this user in, is the one to
// ask. Other servers, such as Voilà, refuse what they do not know, but not in the extension's words.
async function answers({ send, url }: Connection): Promise<boolean> {
  try {
    const response = await send(url());
    return response.ok || (NOT_ALLOWED.has(response.status) && (await isOfExtension(response)));
  } catch {
    return false;
  }
}

async function isOfExtension(response: Response): Promise<boolean> {
  const { message } = (await response.json()) as { message?: unknown };
  return typeof message === "string";
}

function endpointConnection(
  model: ChatModel,
  comm: CommTransport,
  server: JupyterServer,
  load: Importer,
): Connection {
  // Absolute, because the entry itself has no address: it comes out of the widget's state.
  const address = (name: string) => {
    const path = `${server.baseUrl}chatkit/static/${model.get("build")}/${name}`;
    return new URL(`${path}?as=${LOCAL_TAG}`, document.baseURI).href;
  };
  return {
    server,
    comm,
    url: () => chatUrl(server, model.get("kernel_id"), model.get("chat")),
    send: serverFetch(server),
    importPart: once(async (name) => {
      try {
        return await load(address(name));
      } catch (error) {
        throw new Error(NO_EXTENSION, { cause: error });
      }
    }),
  };
}

function commConnection(model: ChatModel, comm: CommTransport, load: Importer): Connection {
  const read = (name: string) => readPart(comm.fetch, model.get("build"), name);
  return {
    server: null,
    comm,
    url: () => commChatUrl(model.get("chat")),
    send: comm.fetch,
    importPart: once(async (name) => {
      if (name !== ELEMENT) return importText(await read(name), load);
      if (!customElements.get(LOCAL_TAG)) await importText(await read(name), load);
      return (customElements.get(LOCAL_TAG) as ElementClass | undefined)?.readPartsBy?.(read);
    }),
  };
}

/** Calls once for each name, and again after a failure. */
function once(importPart: (name: string) => Promise<unknown>): (name: string) => Promise<unknown> {
  const known = new Map<string, Promise<unknown>>();
  return (name) => {
    const part = known.get(name) ?? importPart(name);
    known.set(name, part);
    part.catch(() => known.delete(name));
    return part;
  };
}

async function importText(text: string, load: Importer): Promise<unknown> {
  const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  try {
    return await load(`${url}#as=${LOCAL_TAG}`); // A blob's address can not have a query.
  } finally {
    URL.revokeObjectURL(url);
  }
}
