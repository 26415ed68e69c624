/** An explicit Stop for responses, whichever way the requests go. */
import { EVENT_STREAM, RESPONSE_ID, responseAddress } from "./resumable";
import type { Transport } from "./types";
import { uuid } from "./uuid";

/** How long to wait before a Stop that did not get through is sent again, in ms. */
const AGAIN = [500, 2000, 5000];

/**
 * A transport whose responses stop in the kernel when they are aborted.
 *
 * A request that is answered with a stream carries a fresh `ChatKit-Response-Id`, which its answer
 * carries too; aborting its signal sends `DELETE <address>/responses/<id>`. So does aborting a `GET`
 * of that address, which follows a response. A page that is closed or reloaded does not, so its
 * response goes on in the kernel.
 */
export function stoppable(send: Transport): Transport {
  return async (input, init = {}) => {
    const url = input instanceof Request ? input.url : String(input);
    const headers = new Headers(init.headers);
    if (headers.get("Accept") !== EVENT_STREAM) return send(url, init);
    if (init.method === "POST") headers.set(RESPONSE_ID, uuid());
    const end = () => void stop(send, responseAddress(url, headers));
    init.signal?.addEventListener("abort", end, { once: true });
    return named(await send(url, { ...init, headers }), headers.get(RESPONSE_ID));
  };
}

function named(response: Response, id: string | null): Response {
  if (id === null || !response.ok) return response;
  const headers = new Headers(response.headers);
  headers.set(RESPONSE_ID, id);
  return new Response(response.body, { status: response.status, headers });
}

// The view has ended the response already; what the kernel still says of it has no reader.
async function stop(send: Transport, url: string): Promise<void> {
  for (const wait of [...AGAIN, null]) {
    try {
      await send(url, { method: "DELETE", keepalive: true });
      return;
    } catch (error) {
      if (wait === null) console.warn("The response could not be stopped in the kernel.", error);
      else await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}
