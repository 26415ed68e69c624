/** HTTP through the Jupyter server, with its authentication. */
import { type ConnectionState, resumable } from "./resumable";
import { stoppable } from "./stoppable";
import type { Transport } from "./types";

/** Where the Jupyter server is and how this page may speak to it. */
export interface JupyterServer {
  /** The server's `base_url`; starts and ends with a slash. */
  readonly baseUrl: string;
  /** Empty when the page is logged in with a cookie. */
  readonly token: string;
}

/** The address of a chat on the Jupyter server. */
export function chatUrl(server: JupyterServer, kernelId: string, chat: string): string {
  const path = `kernels/${encodeURIComponent(kernelId)}/chats/${encodeURIComponent(chat)}`;
  return `${server.baseUrl}chatkit/${path}`;
}

/** The extension says something every 10 s, so a longer silence is a dead connection. */
const QUIET_LIMIT = 35_000;

/**
 * A transport to a chat's address: the page's own `fetch` with what the server asks for.
 *
 * @param onConnection told when a stream's connection is lost, and when it is back.
 */
export function endpointFetch(
  server: JupyterServer,
  onConnection?: (state: ConnectionState) => void,
): Transport {
  const send: Transport = (input, init = {}) =>
    fetch(input, { ...init, ...authenticated(server, init), cache: "no-store" });
  const options = { quietLimit: QUIET_LIMIT, ...(onConnection ? { onConnection } : {}) };
  return stoppable(resumable(send, options));
}

function authenticated(server: JupyterServer, init: RequestInit): RequestInit {
  const headers = new Headers(init.headers);
  if (server.token) headers.set("Authorization", `token ${server.token}`);
  const xsrf = cookie("_xsrf");
  if (xsrf) headers.set("X-XSRFToken", xsrf);
  return { headers, credentials: "same-origin" };
}

function cookie(name: string): string | undefined {
  return document.cookie.match(new RegExp(`(?:^|; )${name}=([^;]*)`))?.[1];
}
