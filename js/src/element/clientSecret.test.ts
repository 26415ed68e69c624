import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { secretTransport } from "./clientSecret";

let accepted: string;
let given: string[];

beforeEach(() => {
  accepted = "s1";
  given = [];
  vi.stubGlobal("fetch", async (_: unknown, init?: RequestInit) => {
    const secret = new Headers(init?.headers).get("Authorization")?.replace("Bearer ", "") ?? "";
    given.push(secret);
    return new Response(null, { status: secret === accepted ? 200 : 401 });
  });
});
afterEach(() => vi.unstubAllGlobals());

describe("requests with a client secret", () => {
  it("ask for one secret and use it for all", async () => {
    const get = vi.fn(async () => "s1");
    const send = secretTransport(get);
    await Promise.all([send("/"), send("/")]);
    await send("/");
    expect(get.mock.calls).toEqual([[null]]);
    expect(given).toEqual(["s1", "s1", "s1"]);
  });

  it("ask for another when it has expired, once, and say which", async () => {
    const get = vi.fn(async (expired: string | null) => (expired === null ? "s1" : "s2"));
    const send = secretTransport(get);
    await send("/");
    accepted = "s2";
    const responses = await Promise.all([send("/"), send("/")]);
    expect(responses.map(({ status }) => status)).toEqual([200, 200]);
    expect(get.mock.calls).toEqual([[null], ["s1"]]);
  });

  it("do not go on for ever with secrets that are refused", async () => {
    const send = secretTransport(async () => "wrong");
    expect((await send("/")).status).toBe(401);
    expect(given).toHaveLength(2);
  });

  it("say why there is none, and ask again later", async () => {
    const get = vi.fn(async () => "s1").mockRejectedValueOnce(new Error("not signed in"));
    const send = secretTransport(get);
    await expect(send("/")).rejects.toThrow("No client secret could be had: not signed in");
    expect((await send("/")).status).toBe(200);
  });
});
