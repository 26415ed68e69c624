/** Speech for the composer: recorded in the page, because the frame may not, and transcribed. */
import { withText } from "../protocol/content";
import type { ChatApi } from "./api";
import type { Emit } from "./events";
import type { ChatStore } from "./store";
import { dataUrl } from "./thumbnail";

// In order of preference; what every ChatKit server can be expected to read.
const TYPES = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];

export class Dictation {
  readonly #store: ChatStore;
  readonly #emit: Emit;
  readonly #api: () => ChatApi;
  #recorder: MediaRecorder | null = null;
  /** Goes up when a recording is given up, so that a microphone granted late is let go. */
  #attempt = 0;

  constructor(store: ChatStore, emit: Emit, api: () => ChatApi) {
    this.#store = store;
    this.#emit = emit;
    this.#api = api;
  }

  /** Asks for the microphone and records. */
  async start(): Promise<void> {
    if (this.#store.state.composer.dictation !== "off") return;
    const attempt = ++this.#attempt;
    this.#store.dispatch({ type: "dictation.changed", phase: "starting" });
    let stream: MediaStream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch (error) {
      if (attempt !== this.#attempt) return;
      this.#end();
      this.#store.dispatch({ type: "composer.failed", problem: { type: "noMicrophone" } });
      this.#emit("chatkit.error", { error: error as Error });
      return;
    }
    if (attempt !== this.#attempt) return release(stream);
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
    this.#recorder = new MediaRecorder(stream, mimeType === undefined ? {} : { mimeType });
    this.#recorder.start();
    this.#store.dispatch({ type: "dictation.changed", phase: "recording" });
  }

  /** Ends the recording, and inserts what was said. */
  async finish(): Promise<void> {
    const recorder = this.#recorder;
    if (recorder === null) return this.cancel();
    const attempt = this.#attempt;
    this.#recorder = null;
    this.#store.dispatch({ type: "dictation.changed", phase: "transcribing" });
    try {
      const text = await this.#transcribe(await recorded(recorder));
      if (attempt !== this.#attempt) return;
      // The view has no draft of its own to add to, so it gets the whole.
      const content = withText(this.#store.state.composer.draft, text);
      if (text !== "") this.#store.dispatch({ type: "composer.set", content });
    } catch (error) {
      if (attempt !== this.#attempt) return;
      const { message } = error as Error;
      const problem = { type: "notTranscribed" as const, message };
      this.#store.dispatch({ type: "composer.failed", problem });
      this.#emit("chatkit.error", { error: error as Error });
    }
    this.#end();
  }

  /** Ends the recording and forgets it. */
  cancel(): void {
    this.#attempt += 1;
    if (this.#recorder) {
      this.#recorder.stop();
      release(this.#recorder.stream);
    }
    this.#end();
  }

  async #transcribe(audio: Blob): Promise<string> {
    const url = await dataUrl(audio);
    const params = { audio_base64: url.slice(url.indexOf(",") + 1), mime_type: audio.type };
    const { text } = await this.#api().call({ type: "input.transcribe", params });
    return text.trim();
  }

  #end(): void {
    this.#recorder = null;
    this.#store.dispatch({ type: "dictation.changed", phase: "off" });
  }
}

function recorded(recorder: MediaRecorder): Promise<Blob> {
  const parts: Blob[] = [];
  return new Promise((resolve) => {
    recorder.ondataavailable = ({ data }) => parts.push(data);
    recorder.onstop = () => {
      release(recorder.stream);
      resolve(new Blob(parts, { type: recorder.mimeType }));
    };
    recorder.stop();
  });
}

function release(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
