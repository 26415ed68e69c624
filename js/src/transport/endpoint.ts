/** HTTP through the Jupyter server: streams outlive a lost connection, and can be stopped. */
import { type ConnectionState, resumable } from "./resumable";
import { type JupyterServer, serverFetch } from "./server";
import { stoppable } from "./stoppable";
import type { Transport } from "./types";

/** The extension says something every 10 s, so a longer silence is a dead connection. */
const QUIET_LIMIT = 35_000;

/**
 * A transport to a chat's address.
 *
 * @param onConnection told when a stream's connection is lost, and when it is back.
 */
export function endpointFetch(
  server: JupyterServer,
  onConnection?: (state: ConnectionState) => void,
): Transport {
  const options = { quietLimit: QUIET_LIMIT, ...(onConnection ? { onConnection } : {}) };
  return stoppable(resumable(serverFetch(server), options));
}
