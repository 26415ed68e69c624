import type { ChatKitOptions } from "@openai/chatkit";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { json } from "../transport/fake";
import { setUp } from "./testing/setup";
import { FakeXhr } from "./testing/xhr";
import * as thumbnails from "./thumbnail";

const OPTIONS: Partial<ChatKitOptions> = {
  api: { url: "/chat", domainKey: "local", uploadStrategy: { type: "two_phase" } },
  composer: { attachments: { enabled: true, maxCount: 2, maxSize: 20 } },
};
const RECORD = { type: "file", id: "f1", name: "a.txt", mime_type: "text/plain" };
const file = (name = "a.txt", text = "hello") => new File([text], name, { type: "text/plain" });

let chat: ReturnType<typeof setUp>;

beforeEach(() => {
  vi.stubGlobal("XMLHttpRequest", FakeXhr);
  FakeXhr.all.length = 0;
  chat = setUp();
  chat.setOptions(OPTIONS);
  chat.server.on("attachments.create", () =>
    json({
      ...RECORD,
      upload_descriptor: {
        url: "https://files.example/1",
        method: "PUT",
        headers: { "X-Key": "k" },
      },
    }),
  );
});
afterEach(() => vi.unstubAllGlobals());

const shown = () => chat.store.state.composer.attachments;

async function uploading(...files: File[]): Promise<FakeXhr> {
  chat.attachments.add(files);
  await vi.waitFor(() => expect(FakeXhr.all).toHaveLength(files.length));
  return FakeXhr.all[0] as FakeXhr;
}

describe("a file in two phases", () => {
  it("is announced, uploaded with its progress, and ready to be sent", async () => {
    const request = await uploading(file());
    expect(chat.server.requests[0]).toMatchObject({
      params: { name: "a.txt", size: 5, mime_type: "text/plain" },
    });
    expect(request).toMatchObject({ method: "PUT", url: "https://files.example/1" });
    expect(request.headers).toEqual({ "Content-Type": "text/plain", "X-Key": "k" });
    request.upload.onprogress?.({ loaded: 2, total: 5 });
    expect(shown()).toMatchObject([{ name: "a.txt", status: "uploading", progress: 0.4 }]);
    expect(() => chat.attachments.ready()).toThrow("still being uploaded");
    request.answer(200);
    await vi.waitFor(() => expect(shown()).toMatchObject([{ status: "ready", progress: 1 }]));
    expect(chat.attachments.ready()).toEqual([RECORD]);
  });

  it("that fails says why and can be tried again", async () => {
    const request = await uploading(file());
    request.answer(507, { message: "The disk is full." });
    await vi.waitFor(() =>
      expect(shown()).toMatchObject([{ status: "failed", error: "The disk is full." }]),
    );
    expect(chat.details("chatkit.error")).toHaveLength(1);
    const again = chat.attachments.retry(shown()[0]?.localId ?? "");
    await vi.waitFor(() => expect(FakeXhr.all).toHaveLength(2));
    FakeXhr.all[1]?.answer(204);
    await again;
    expect(shown()).toMatchObject([{ status: "ready", error: null }]);
  });

  it("that is taken away while it is uploaded is deleted, and no error", async () => {
    chat.server.on("attachments.delete", () => json({}));
    const request = await uploading(file());
    const abort = vi.spyOn(request, "abort");
    await chat.attachments.remove(shown()[0]?.localId ?? "");
    expect(abort).toHaveBeenCalledOnce();
    expect(chat.server.requests.at(-1)).toMatchObject({ params: { attachment_id: "f1" } });
    expect(shown()).toEqual([]);
    expect(chat.details("chatkit.error")).toEqual([]);
  });

  it("that is taken away later is deleted on the server, unless it was sent", async () => {
    chat.server.on("attachments.delete", () => json({}));
    (await uploading(file())).answer(200);
    await vi.waitFor(() => expect(shown()).toMatchObject([{ status: "ready" }]));
    const { localId = "" } = shown()[0] ?? {};
    await chat.attachments.remove(localId);
    expect(chat.server.requests.at(-1)).toEqual({
      type: "attachments.delete",
      params: { attachment_id: "f1" },
    });
  });
});

describe("a file in one phase", () => {
  it("is posted as a form, and the answer is its record", async () => {
    chat.setOptions({
      api: {
        url: "/chat",
        domainKey: "local",
        uploadStrategy: { type: "direct", uploadUrl: "https://files.example/up" },
      },
    });
    const request = await uploading(file());
    expect(request).toMatchObject({ method: "POST", url: "https://files.example/up" });
    expect((request.body as FormData).get("file")).toMatchObject({ name: "a.txt" });
    request.answer(200, RECORD);
    await vi.waitFor(() => expect(chat.store.state.composer.attachments[0]?.status).toBe("ready"));
    expect(chat.attachments.ready()).toEqual([RECORD]);
  });
});

describe("files", () => {
  it("that are too many, too large or of another type are named and left out", () => {
    chat.attachments.add([file("big.txt", "x".repeat(21))]);
    const { composer } = chat.store.state;
    expect(composer.problem).toEqual({ type: "fileTooLarge", name: "big.txt", limit: 20 });
    chat.attachments.add([file("1"), file("2"), file("3")]);
    expect(chat.store.state.composer.problem).toEqual({ type: "tooManyFiles", limit: 2 });
    expect(shown().map(({ name }) => name)).toEqual(["1", "2"]);
  });

  it("show a picture of themselves where they are one", async () => {
    vi.spyOn(thumbnails, "thumbnail").mockResolvedValue("data:image/png;base64,cA==");
    chat.attachments.add([new File(["p"], "p.png", { type: "image/png" })]);
    await vi.waitFor(() => expect(shown()[0]?.preview).toBe("data:image/png;base64,cA=="));
  });

  it("can not be attached where the options do not say so", () => {
    chat.setOptions({ composer: {} });
    expect(() => chat.attachments.add([file()])).toThrow("“composer.attachments” is enabled");
  });
});
