import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { toText } from "../protocol/content";
import { json } from "../transport/fake";
import { setUp } from "./testing/setup";

let chat: ReturnType<typeof setUp>;
let granted: () => Promise<MediaStream>;
const stopped = vi.fn();
const stream = { getTracks: () => [{ stop: stopped }] } as unknown as MediaStream;

class FakeRecorder {
  static isTypeSupported = (type: string) => type === "audio/mp4";
  ondataavailable = (_: { data: Blob }) => {};
  onstop = () => {};
  constructor(
    readonly stream: MediaStream,
    readonly options: { mimeType?: string },
  ) {}
  get mimeType() {
    return this.options.mimeType ?? "";
  }
  start() {}
  stop() {
    this.ondataavailable({ data: new Blob(["sound"]) });
    this.onstop();
  }
}

beforeEach(() => {
  chat = setUp();
  stopped.mockClear();
  granted = async () => stream;
  vi.stubGlobal("MediaRecorder", FakeRecorder);
  vi.stubGlobal("navigator", { mediaDevices: { getUserMedia: () => granted() } });
  chat.server.on("input.transcribe", () => json({ text: " late orders " }));
});
afterEach(() => vi.unstubAllGlobals());

const phase = () => chat.store.state.composer.dictation;

describe("dictation", () => {
  it("records, transcribes, and adds what was said to the draft", async () => {
    await chat.composer.set({ text: "Show" });
    await chat.dictation.start();
    expect(phase()).toBe("recording");
    await chat.dictation.finish();
    expect(chat.server.requests).toEqual([
      {
        type: "input.transcribe",
        params: { audio_base64: btoa("sound"), mime_type: "audio/mp4" },
      },
    ]);
    expect(toText(chat.store.state.composer.draft)).toBe("Show late orders");
    expect(phase()).toBe("off");
    expect(stopped).toHaveBeenCalled();
  });

  it("that is cancelled sends nothing and lets go of the microphone", async () => {
    await chat.dictation.start();
    chat.dictation.cancel();
    expect(phase()).toBe("off");
    expect(stopped).toHaveBeenCalled();
    expect(chat.server.requests).toEqual([]);
  });

  it("that is cancelled before the microphone was granted lets go of it too", async () => {
    let grant = (_: MediaStream) => {};
    granted = () =>
      new Promise((resolve) => {
        grant = resolve;
      });
    const starting = chat.dictation.start();
    expect(phase()).toBe("starting");
    chat.dictation.cancel();
    grant(stream);
    await starting;
    expect(phase()).toBe("off");
    expect(stopped).toHaveBeenCalledOnce();
  });

  it("says when there is no microphone", async () => {
    granted = async () => {
      throw new DOMException("denied", "NotAllowedError");
    };
    await chat.dictation.start();
    expect(chat.store.state.composer).toMatchObject({
      dictation: "off",
      problem: { type: "noMicrophone" },
    });
  });

  it("says why nothing could be transcribed", async () => {
    chat.server.on("input.transcribe", () => json({ message: "No model." }, 501));
    await chat.dictation.start();
    await chat.dictation.finish();
    expect(chat.store.state.composer).toMatchObject({
      dictation: "off",
      problem: { type: "notTranscribed", message: "No model." },
    });
  });
});
