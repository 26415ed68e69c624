import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { endpointFetch } from "./endpoint";
import { chatUrl } from "./server";

const SERVER = { baseUrl: "/user/ada/", token: "" };
const URL = chatUrl(SERVER, "k1", "sales & more");
const STREAM = { Accept: "text/event-stream" };
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const server = vi.fn<typeof fetch>();

function sent(call: number): { url: string; init: RequestInit; headers: Headers } {
  const [url, init = {}] = server.mock.calls[call] ?? [];
  return { url: String(url), init, headers: new Headers(init.headers) };
}

beforeEach(() => {
  vi.stubGlobal("fetch", server);
  server.mockImplementation(async () => new Response("{}"));
});

afterEach(() => {
  server.mockReset();
  vi.unstubAllGlobals();
  // biome-ignore lint/suspicious/noDocumentCookie: this is what the transport reads.
  document.cookie = "_xsrf=; expires=Thu, 01 Jan 1970 00:00:00 GMT";
});

describe("endpointFetch", () => {
  it("reaches a chat under the server's base URL, whatever its name", () => {
    expect(URL).toBe("/user/ada/chatkit/kernels/k1/chats/sales%20%26%20more");
  });

  it("sends the body on with a response id of its own for each stream", async () => {
    const transport = endpointFetch(SERVER);
    await transport(URL, { method: "POST", body: "{}", headers: STREAM });
    await transport(URL, { method: "POST", body: "{}", headers: STREAM });
    expect(sent(0).init).toMatchObject({ method: "POST", body: "{}", credentials: "same-origin" });
    expect(sent(0).headers.get("Accept")).toBe("text/event-stream");
    const ids = [0, 1].map((call) => sent(call).headers.get("ChatKit-Response-Id"));
    expect(ids[0]).toMatch(UUID);
    expect(ids[1]).not.toBe(ids[0]);
  });

  it("proves who it is with the XSRF cookie, and with a token where there is one", async () => {
    // biome-ignore lint/suspicious/noDocumentCookie: this is what the transport reads.
    document.cookie = "_xsrf=2|abc|def";
    await endpointFetch(SERVER)(URL, { method: "POST" });
    expect(sent(0).headers.get("X-XSRFToken")).toBe("2|abc|def");
    expect(sent(0).headers.has("Authorization")).toBe(false);
    await endpointFetch({ ...SERVER, token: "s3cret" })(URL, { method: "POST" });
    expect(sent(1).headers.get("Authorization")).toBe("token s3cret");
  });

  it("deletes the response when the request is aborted, and not otherwise", async () => {
    const controller = new AbortController();
    const response = await endpointFetch({ ...SERVER, token: "s3cret" })(URL, {
      method: "POST",
      headers: STREAM,
      signal: controller.signal,
    });
    await response.body?.cancel();
    expect(server).toHaveBeenCalledTimes(1);
    controller.abort();
    expect(server).toHaveBeenCalledTimes(2);
    const id = sent(0).headers.get("ChatKit-Response-Id");
    expect(sent(1).url).toBe(`${URL}/responses/${id}`);
    expect(sent(1).init.method).toBe("DELETE");
    expect(sent(1).headers.get("Authorization")).toBe("token s3cret");
  });

  it("sends anything else as it is, such as a file that is taken away again", async () => {
    const controller = new AbortController();
    await endpointFetch(SERVER)("/files/1", { method: "PUT", signal: controller.signal });
    controller.abort();
    expect(server).toHaveBeenCalledOnce();
    expect(sent(0).headers.has("ChatKit-Response-Id")).toBe(false);
  });

  it("sends a stop again, and warns when it does not reach the server", async () => {
    vi.useFakeTimers();
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const controller = new AbortController();
    const request = { method: "POST", headers: STREAM, signal: controller.signal };
    await endpointFetch(SERVER)(URL, request);
    server.mockRejectedValue(new TypeError("Failed to fetch"));
    controller.abort();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(warn).toHaveBeenCalledOnce();
    expect(server.mock.calls.slice(1).map(([, init]) => init?.method)).toEqual(
      Array(4).fill("DELETE"),
    );
    vi.useRealTimers();
  });
});
