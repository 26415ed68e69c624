/** HTTP through the Jupyter server: its authentication, and an explicit Stop. */
import type { Transport } from "./types";
import { uuid } from "./uuid";

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

/**
 * A transport to a chat's address.
 *
 * A request that is answered with a stream carries a fresh `ChatKit-Response-Id`; aborting its
 * signal sends `DELETE <address>/responses/<id>`. A page that is closed or reloaded does not, so its response
 * goes on in the kernel.
 */
export function endpointFetch(server: JupyterServer): Transport {
  return async (input, init = {}) => {
    const url = input instanceof Request ? input.url : String(input);
    const headers = new Headers(init.headers);
    if (headers.get("Accept") === "text/event-stream") {
      const id = uuid();
      headers.set("ChatKit-Response-Id", id);
      const end = () => stop(server, `${url}/responses/${id}`);
      init.signal?.addEventListener("abort", end, { once: true });
    }
    return fetch(url, { ...init, ...authenticated(server, headers), cache: "no-store" });
  };
}

function stop(server: JupyterServer, url: string): void {
  const init = authenticated(server, new Headers());
  // The view has ended the response already; what the kernel still says of it has no reader.
  fetch(url, { ...init, method: "DELETE", keepalive: true }).catch((error: unknown) => {
    console.warn("The response could not be stopped in the kernel.", error);
  });
}

function authenticated(server: JupyterServer, headers: Headers): RequestInit {
  if (server.token) headers.set("Authorization", `token ${server.token}`);
  const xsrf = cookie("_xsrf");
  if (xsrf) headers.set("X-XSRFToken", xsrf);
  return { headers, credentials: "same-origin" };
}

function cookie(name: string): string | undefined {
  return document.cookie.match(new RegExp(`(?:^|; )${name}=([^;]*)`))?.[1];
}
