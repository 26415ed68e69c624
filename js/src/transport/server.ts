/** Requests to the Jupyter server, with its authentication. */
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

/** The page's own `fetch`, with what the server asks for. */
export function serverFetch(server: JupyterServer): Transport {
  return (input, init = {}) =>
    fetch(input, { ...init, ...authenticated(server, init), cache: "no-store" });
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
