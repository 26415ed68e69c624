/** What the user is about to send, and how it changes. */
import type { Attachment, UserMessageContent } from "@openai/chatkit";
import type { ViewOptions } from "./viewOptions";

export interface ComposerState {
  /** What the user has typed: texts, and between them tags. */
  readonly draft: readonly UserMessageContent[];
  /** Goes up when the host sets the draft; only then does the view overwrite its text field. */
  readonly revision: number;
  /** The text that the message replies to. */
  readonly quote: string | null;
  readonly attachments: readonly ComposerAttachment[];
  readonly toolId: string | null;
  /** Null for the default of the options, or of the server where they have none. */
  readonly modelId: string | null;
  readonly dictation: DictationPhase;
  /** What went wrong last; the next change clears it. */
  readonly problem: ComposerProblem | null;
}

/** A file that is being uploaded, or an attachment that the server has. */
export interface ComposerAttachment {
  readonly localId: string;
  readonly name: string;
  readonly mimeType: string;
  /** A `data:` address of the picture; null for other files. */
  readonly preview: string | null;
  readonly status: "uploading" | "ready" | "failed";
  /** How much has been uploaded, from 0 to 1. */
  readonly progress: number;
  /** A readable line when it failed. */
  readonly error: string | null;
  /** The server's own record of it, once it is ready. */
  readonly attachment: Attachment | null;
}

export type DictationPhase = "off" | "starting" | "recording" | "transcribing";

export type ComposerProblem =
  | {
      readonly type: "fileTooLarge";
      readonly name: string /** In bytes. */;
      readonly limit: number;
    }
  | { readonly type: "fileNotAccepted"; readonly name: string }
  | { readonly type: "tooManyFiles"; readonly limit: number }
  | { readonly type: "noMicrophone" }
  | { readonly type: "notTranscribed"; readonly message: string };

export type ComposerAction =
  /** The host sets the draft. */
  | { readonly type: "composer.set"; readonly content: readonly UserMessageContent[] }
  /** What was in the composer is on its way. */
  | { readonly type: "composer.sent" }
  | { readonly type: "composer.failed"; readonly problem: ComposerProblem | null }
  /** The user typed. */
  | { readonly type: "draft.changed"; readonly content: readonly UserMessageContent[] }
  | { readonly type: "quote.set"; readonly text: string | null }
  | { readonly type: "attachment.added"; readonly attachment: ComposerAttachment }
  | {
      readonly type: "attachment.changed";
      readonly localId: string;
      readonly change: Partial<Omit<ComposerAttachment, "localId">>;
    }
  | { readonly type: "attachment.removed"; readonly localId: string }
  | { readonly type: "tool.selected"; readonly toolId: string | null }
  | { readonly type: "model.selected"; readonly modelId: string | null }
  | { readonly type: "dictation.changed"; readonly phase: DictationPhase };

/** A composer with nothing in it. */
export const EMPTY_COMPOSER: ComposerState = {
  draft: [],
  revision: 0,
  quote: null,
  attachments: [],
  toolId: null,
  modelId: null,
  dictation: "off",
  problem: null,
};

type Handlers = {
  readonly [Type in ComposerAction["type"]]: (
    composer: ComposerState,
    action: Extract<ComposerAction, { type: Type }>,
    options: ViewOptions,
  ) => ComposerState;
};

/** Whether an action changes nothing but the composer. */
export function isComposerAction(action: { readonly type: string }): action is ComposerAction {
  return Object.hasOwn(HANDLERS, action.type);
}

/** The composer after `action`; no argument is changed. */
export function reduceComposer(
  composer: ComposerState,
  action: ComposerAction,
  options: ViewOptions,
): ComposerState {
  const handle = HANDLERS[action.type] as (
    composer: ComposerState,
    action: ComposerAction,
    options: ViewOptions,
  ) => ComposerState;
  return handle(composer, action, options);
}

const HANDLERS: Handlers = {
  "composer.set": (composer, { content }) => rewritten(composer, content),
  "composer.sent": (composer, _, { composer: { tools } }) => ({
    ...composer,
    draft: [],
    quote: null,
    attachments: [],
    problem: null,
    toolId: tools.find(({ id }) => id === composer.toolId)?.persistent ? composer.toolId : null,
  }),
  "composer.failed": (composer, { problem }) => ({ ...composer, problem }),
  "draft.changed": (composer, { content }) => ({ ...composer, draft: content, problem: null }),
  "quote.set": (composer, { text }) => ({ ...composer, quote: text }),
  "attachment.added": (composer, { attachment }) => ({
    ...composer,
    attachments: [...composer.attachments, attachment],
    problem: null,
  }),
  "attachment.changed": (composer, { localId, change }) => ({
    ...composer,
    attachments: composer.attachments.map((each) =>
      each.localId === localId ? { ...each, ...change } : each,
    ),
  }),
  "attachment.removed": (composer, { localId }) => ({
    ...composer,
    attachments: composer.attachments.filter((each) => each.localId !== localId),
    problem: null,
  }),
  "tool.selected": (composer, { toolId }) => ({ ...composer, toolId }),
  "model.selected": (composer, { modelId }) => ({ ...composer, modelId }),
  "dictation.changed": (composer, { phase }) => ({ ...composer, dictation: phase }),
};

/** The composer without a tool or a model that these options do not offer. */
export function withChoicesOf(options: ViewOptions, composer: ComposerState): ComposerState {
  const { tools, models } = options.composer;
  const offers = (list: readonly { id: string }[], id: string | null) =>
    list.some((each) => each.id === id) ? id : null;
  return {
    ...composer,
    toolId: offers(tools, composer.toolId),
    modelId: offers(models, composer.modelId),
  };
}

function rewritten(composer: ComposerState, draft: readonly UserMessageContent[]): ComposerState {
  return { ...composer, draft, revision: composer.revision + 1, problem: null };
}
