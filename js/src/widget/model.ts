/** The state that the widget shares with the kernel. */
import type { AnyModel } from "@anywidget/types";
import type { ChatKitOptions } from "@openai/chatkit";
import type { ComposerValue } from "../element/composer";
import type { Activity } from "../protocol/activity";

/** The last error in the notebook author's own code. */
export interface AuthorError {
  readonly title: string;
  readonly traceback: string;
}

/** Which conversation is saved in the notebook, and as of when. */
export interface SavedState {
  readonly id: string;
  readonly revision: number;
  /** Jupyter's id of this model. */
  readonly model: string | null;
}

export interface ChatTraits {
  readonly kernel_id: string;
  /** Name of the chat in the kernel. */
  readonly chat: string;
  /** Folder of the built front end under the server's static files. */
  readonly build: string;
  /** In px. */
  readonly height: number;
  /** Written here when another thread is shown; read when a view is made. */
  readonly thread_id: string | null;
  readonly options: Partial<ChatKitOptions>;
  /** Whether the notebook's variables can be mentioned with `@`. */
  readonly variables?: boolean;
  /** What the author put into the composer, and how often they have; empty for nothing. */
  readonly composer?: { readonly revision?: number; readonly value?: ComposerValue };
  /** Goes up when the author gives the chat the focus. */
  readonly focused?: number;
  /** Whether only the thread is shown. */
  readonly preview?: boolean;
  readonly author_error: AuthorError | null;
  /** Written by the kernel; empty until anything happens. */
  readonly activity?: Activity;
  /** Functions in JavaScript that the author gave, by the client tool or client action. */
  readonly scripts?: {
    readonly tools: Readonly<Record<string, string>>;
    readonly actions: Readonly<Record<string, string>>;
  };
  /** What the kernel has saved of the conversation in the notebook. */
  readonly saved?: SavedState;
  /** How to reach the chat; by itself unless the author chose. */
  readonly transport?: "auto" | "endpoint" | "comm";
  /** Whose front end shows the chat; ours unless the author chose OpenAI's. */
  readonly renderer?: "local" | "hosted";
  /** What OpenAI gave the author for the address of this page. */
  readonly domain_key?: string;
  /** Where OpenAI's script is, if not where OpenAI serves it. */
  readonly hosted_script?: string;
}

export type ChatModel = AnyModel<ChatTraits>;

/** Calls `listener` when one of the traits changes, until `signal` ends it. */
export function onChange(
  model: ChatModel,
  traits: readonly (keyof ChatTraits)[],
  listener: () => void,
  signal: AbortSignal,
): void {
  for (const trait of traits) {
    model.on(`change:${trait}`, listener);
    signal.addEventListener("abort", () => model.off(`change:${trait}`, listener), { once: true });
  }
}
