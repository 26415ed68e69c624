/** An explicit Stop for responses, whichever way the requests go. */
import type { Transport } from "./types";
import { uuid } from "./uuid";

/**
 * A transport whose responses stop in the kernel when they are aborted.
 *
 * A request that is answered with a stream carries a fresh `ChatKit-Response-Id`; aborting its
 * signal sends `DELETE <address>/responses/<id>`. A page that is closed or reloaded does not, so its
 * response goes on in the kernel.
 */
export function stoppable(send: Transport): Transport {
  return async (input, init = {}) => {
    const url = input instanceof Request ? input.url : String(input);
    const headers = new Headers(init.headers);
    if (headers.get("Accept") === "text/event-stream") {
      const id = uuid();
      headers.set("ChatKit-Response-Id", id);
      const end = () => stop(send, `${url}/responses/${id}`);
      init.signal?.addEventListener("abort", end, { once: true });
    }
    return send(url, { ...init, headers });
  };
}

function stop(send: Transport, url: string): void {
  // The view has ended the response already; what the kernel still says of it has no reader.
  send(url, { method: "DELETE", keepalive: true }).catch((error: unknown) => {
    console.warn("The response could not be stopped in the kernel.", error);
  });
}
