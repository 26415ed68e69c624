/** Requests to OpenAI's own ChatKit server, with a secret that the author's server gives out. */
import type { HostedApiConfig } from "@openai/chatkit";
import type { Transport } from "../transport/types";
import { RequestError } from "./api";

/** Where OpenAI serves the ChatKit protocol. */
export const HOSTED_URL = "https://api.openai.com/v1/chatkit/conversation";

/** A transport that asks for a client secret when it has none, and once more when it has expired. */
export function secretTransport(getClientSecret: HostedApiConfig["getClientSecret"]): Transport {
  let secret: Promise<string> | null = null;

  const send = async (input: RequestInfo | URL, init: RequestInit | undefined, known: string) => {
    const headers = new Headers(init?.headers);
    headers.set("Authorization", `Bearer ${known}`);
    headers.set("OpenAI-Beta", "chatkit_beta=v1");
    return fetch(input, { ...init, headers });
  };
  const renew = (expired: string | null): Promise<string> => {
    const request = getClientSecret(expired).catch((error: Error) => {
      secret = null; // The next request asks again.
      const message = `No client secret could be had: ${error.message}`;
      throw new RequestError(message, null, { cause: error });
    });
    secret = request;
    return request;
  };
  return async (input, init) => {
    const used = secret ?? renew(null);
    const known = await used;
    const response = await send(input, init, known);
    if (response.status !== 401) return response;
    // Several requests may find the same secret expired; one new secret is enough for them.
    const newer = secret === null || secret === used ? renew(known) : secret;
    return send(input, init, await newer);
  };
}
