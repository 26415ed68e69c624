import type { ChatKitOptions } from "@openai/chatkit";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { json } from "../transport/fake";
import { ChatApi } from "./api";
import { setUp } from "./testing/setup";

const LINK = "notebook:/attachments/f1?expires=&signature=s";
const RECORD = { type: "file", id: "f1", name: "a.bin", mime_type: "application/octet-stream" };
const OPTIONS: Partial<ChatKitOptions> = {
  api: { url: "/chat", domainKey: "local", uploadStrategy: { type: "two_phase" } },
  composer: { attachments: { enabled: true } },
};

/** A notebook's server: keeps what comes, unless a test breaks it. */
class Disk {
  readonly requests: string[] = [];
  readonly deleted: string[] = [];
  bytes = "";
  /** Called before each part is kept; may answer itself, or fail. */
  breaks: (offset: number, part: string) => Response | undefined = () => undefined;
  readonly #size: number;

  constructor(size: number) {
    this.#size = size;
  }

  readonly fetch: typeof fetch = async (input, init = {}) => {
    if (String(input) === "/chat") return this.#chat(String(init.body));
    expect(String(input)).toBe("/chat/attachments/f1?expires=&signature=s");
    if (init.method === "PATCH") {
      return this.#keep(Number(new Headers(init.headers).get("Upload-Offset")), init.body as Blob);
    }
    this.requests.push(String(init.method));
    return this.#offset(200);
  };

  #chat(body: string): Response {
    const { type, params } = JSON.parse(body);
    this.requests.push(type);
    if (type === "attachments.delete") this.deleted.push(params.attachment_id);
    return json({ ...RECORD, upload_descriptor: { url: LINK, method: "PUT" } });
  }

  async #keep(offset: number, body: Blob): Promise<Response> {
    this.requests.push(`PATCH ${offset}`);
    const part = await body.text();
    const answer = this.breaks(offset, part);
    if (answer) return answer;
    this.bytes = this.bytes.slice(0, offset) + part;
    return this.bytes.length === this.#size ? json(RECORD) : this.#offset(204);
  }

  #offset(status: number): Response {
    return new Response(null, { status, headers: { "Upload-Offset": String(this.bytes.length) } });
  }
}

const TEXT = "x".repeat(700_000);
let disk: Disk;
let chat: ReturnType<typeof setUp>;

function start(text = TEXT) {
  disk = new Disk(text.length);
  chat = setUp(new ChatApi("/chat", disk.fetch));
  chat.setOptions(OPTIONS);
  return new File([text], "a.bin");
}

const shown = () => chat.store.state.composer.attachments;
const status = () => shown()[0]?.status;

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

describe("a file for a notebook's server", () => {
  it("comes in parts that grow, with its progress", async () => {
    const progress: number[] = [];
    const file = start();
    chat.store.subscribe(() => progress.push(shown()[0]?.progress ?? 0));
    chat.attachments.add([file]);
    await vi.waitFor(() => expect(status()).toBe("ready"));
    expect(disk.requests).toEqual(["attachments.create", "PATCH 0", "PATCH 262144"]);
    expect(disk.bytes).toBe(TEXT);
    expect(progress.some((part) => part > 0.3 && part < 0.4)).toBe(true);
    expect(chat.attachments.ready()).toEqual([RECORD]);
  });

  it("that is empty is one empty part", async () => {
    const file = start("");
    chat.attachments.add([file]);
    await vi.waitFor(() => expect(status()).toBe("ready"));
    expect(disk.requests).toEqual(["attachments.create", "PATCH 0"]);
  });

  it("goes on after a lost connection", async () => {
    const file = start();
    let lost = 0;
    disk.breaks = () => {
      lost += 1;
      if (lost === 2 || lost === 3) throw new TypeError("network error");
      if (lost === 4) return new Response("bad gateway", { status: 502 });
      return undefined;
    };
    chat.attachments.add([file]);
    await vi.waitFor(() => expect(lost).toBe(2));
    await vi.advanceTimersByTimeAsync(4_000);
    await vi.waitFor(() => expect(status()).toBe("ready"));
    expect(disk.bytes).toBe(TEXT);
    expect(disk.requests.filter((each) => each === "attachments.create")).toHaveLength(1);
  });

  it("goes on from where the server is", async () => {
    const file = start();
    let once = false;
    disk.breaks = (offset) => {
      if (offset === 0 || once) return undefined;
      once = true;
      disk.bytes = disk.bytes.slice(0, 1000);
      return json({ message: "there is a gap" }, 409);
    };
    chat.attachments.add([file]);
    await vi.waitFor(() => expect(status()).toBe("ready"));
    expect(disk.requests).toContain("HEAD");
    expect(disk.bytes).toBe(TEXT);
  });

  it("asks the user when the connection does not come back, and then goes on", async () => {
    const file = start();
    let broken = true;
    disk.breaks = (offset) => {
      if (broken && offset > 0) throw new TypeError("network error");
      return undefined;
    };
    chat.attachments.add([file]);
    await vi.waitFor(() => expect(disk.requests).toContain("PATCH 262144"));
    await vi.advanceTimersByTimeAsync(20_000);
    await vi.waitFor(() => expect(status()).toBe("failed"));
    expect(shown()[0]?.error).toContain("The connection was lost.");
    broken = false;
    disk.requests.length = 0;
    await chat.attachments.retry(shown()[0]?.localId ?? "");
    expect(status()).toBe("ready");
    expect(disk.requests.slice(0, 2)).toEqual(["HEAD", "PATCH 262144"]);
    expect(disk.bytes).toBe(TEXT);
  });

  it("that is refused says why and begins anew", async () => {
    const file = start();
    disk.breaks = () => json({ message: "The disk is full." }, 507);
    chat.attachments.add([file]);
    await vi.waitFor(() => expect(status()).toBe("failed"));
    expect(shown()[0]?.error).toBe("The disk is full.");
    disk.breaks = () => undefined;
    await chat.attachments.retry(shown()[0]?.localId ?? "");
    expect(status()).toBe("ready");
    expect(disk.requests.filter((each) => each === "attachments.create")).toHaveLength(2);
  });

  it("that is taken away while it comes is deleted on the server too", async () => {
    const file = start();
    disk.breaks = () => {
      throw new TypeError("network error");
    };
    chat.attachments.add([file]);
    await vi.waitFor(() => expect(disk.requests).toContain("PATCH 0"));
    await chat.attachments.remove(shown()[0]?.localId ?? "");
    expect(disk.deleted).toEqual(["f1"]);
    expect(shown()).toEqual([]);
    expect(chat.details("chatkit.error")).toEqual([]);
  });
});
