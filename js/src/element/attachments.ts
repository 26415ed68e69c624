/** The files in the composer: checked, uploaded, cancelled, and tried again. */
import type { Attachment, ChatKitOptions } from "@openai/chatkit";
import type { ComposerAttachment } from "../protocol/state";
import type { Attachment as SentAttachment } from "../protocol/types.gen";
import { uuid } from "../transport/uuid";
import { type ChatApi, RequestError } from "./api";
import type { Emit } from "./events";
import { problemWith } from "./fileRules";
import type { ChatStore } from "./store";
import { thumbnail } from "./thumbnail";
import { mimeType, upload } from "./upload";

/** What the attachments need from the element; each is looked up when it is used. */
export interface AttachmentsContext {
  readonly store: ChatStore;
  readonly emit: Emit;
  readonly api: () => ChatApi;
  readonly options: () => ChatKitOptions | null;
}

/** A file of this session, and what ends its upload. */
interface Upload {
  readonly file: File;
  readonly controller: AbortController;
  /** What the server knows of it, also before all of it has arrived. */
  announced: SentAttachment | null;
}

export class Attachments {
  readonly #context: AttachmentsContext;
  readonly #uploads = new Map<string, Upload>();

  constructor(context: AttachmentsContext) {
    this.#context = context;
  }

  /** Uploads the files that the options allow; the others are named in the composer. */
  add(files: readonly File[]): void {
    const { store, options } = this.#context;
    const rules = options()?.composer?.attachments;
    const limit = store.state.options.composer.attachments?.maxCount;
    if (!rules?.enabled || limit === undefined) {
      throw new Error("Files can be attached where the option “composer.attachments” is enabled.");
    }
    for (const file of files) {
      const full = store.state.composer.attachments.length >= limit;
      const problem = full ? { type: "tooManyFiles" as const, limit } : problemWith(file, rules);
      if (problem !== null) store.dispatch({ type: "composer.failed", problem });
      else void this.#start(uuid(), file);
    }
  }

  /** Puts attachments into the composer that the server has already, in place of all others. */
  set(attachments: readonly Attachment[]): void {
    const { store } = this.#context;
    for (const { localId } of store.state.composer.attachments) this.#forget(localId);
    for (const attachment of attachments) {
      store.dispatch({ type: "attachment.added", attachment: uploaded(attachment) });
    }
  }

  /** Takes an attachment away, on the server too where it came from here. */
  async remove(localId: string): Promise<void> {
    const known = this.#uploads.get(localId);
    this.#forget(localId);
    if (!known?.announced) return;
    const params = { attachment_id: known.announced.id };
    await this.#context.api().call({ type: "attachments.delete", params });
  }

  /** Uploads a file again that failed. */
  async retry(localId: string): Promise<void> {
    const known = this.#uploads.get(localId);
    if (known) await this.#transfer(localId, known.file, known.announced);
  }

  /** What is ready to be sent; throws while an upload is under way. */
  ready(): SentAttachment[] {
    const { attachments } = this.#context.store.state.composer;
    if (attachments.some(({ status }) => status === "uploading")) {
      throw new Error("A file is still being uploaded.");
    }
    return attachments.flatMap(({ attachment }) => attachment ?? []);
  }

  /** To be called when the message with them has been sent: they are not to be deleted any more. */
  release(): void {
    this.#uploads.clear();
  }

  async #start(localId: string, file: File): Promise<void> {
    const { store } = this.#context;
    store.dispatch({ type: "attachment.added", attachment: uploading(localId, file) });
    const transfer = this.#transfer(localId, file);
    if (file.type.startsWith("image/")) {
      this.#change(localId, { preview: await thumbnail(file) });
    }
    await transfer;
  }

  async #transfer(
    localId: string,
    file: File,
    announced: SentAttachment | null = null,
  ): Promise<void> {
    const { emit, api, options } = this.#context;
    const controller = new AbortController();
    const known: Upload = { file, controller, announced };
    this.#uploads.set(localId, known);
    this.#change(localId, { status: "uploading", error: null });
    const given = options()?.api;
    try {
      const attachment = await upload(file, {
        api: api(),
        strategy: (given && "url" in given && given.uploadStrategy) || { type: "two_phase" },
        signal: controller.signal,
        onProgress: (progress) => this.#change(localId, { progress }),
        announced,
        onAnnounced: (attachment) => {
          known.announced = attachment;
        },
      });
      known.announced = attachment;
      this.#change(localId, { status: "ready", progress: 1, attachment });
    } catch (error) {
      if (controller.signal.aborted) return;
      // What was refused begins anew; what was only cut off goes on.
      if (error instanceof RequestError && error.status !== null) known.announced = null;
      this.#change(localId, { status: "failed", error: (error as Error).message });
      emit("chatkit.error", { error: error as Error });
    }
  }

  #change(localId: string, change: Partial<ComposerAttachment>): void {
    this.#context.store.dispatch({ type: "attachment.changed", localId, change });
  }

  #forget(localId: string): void {
    this.#uploads.get(localId)?.controller.abort();
    this.#uploads.delete(localId);
    this.#context.store.dispatch({ type: "attachment.removed", localId });
  }
}

function uploading(localId: string, file: File): ComposerAttachment {
  return {
    localId,
    name: file.name,
    mimeType: mimeType(file),
    preview: null,
    status: "uploading",
    progress: 0,
    error: null,
    attachment: null,
  };
}

function uploaded(attachment: Attachment): ComposerAttachment {
  return {
    localId: attachment.id,
    name: attachment.name,
    mimeType: attachment.mime_type,
    preview: null,
    status: "ready",
    progress: 1,
    error: null,
    attachment,
  };
}
