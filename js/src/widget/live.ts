/** Keeps a view in step with the kernel: what goes on in its threads, and whether it is there. */
import type { OpenAIChatKit } from "@openai/chatkit";
import type { ToolClaim } from "../element/clientTool";
import type { AskNotebook } from "../element/notebook";
import type { Activity } from "../protocol/activity";
import type { ConnectionState } from "../transport/resumable";
import { type ChatModel, onChange } from "./model";

/** What our own element can do beside what every ChatKit element can. */
export interface LiveChat extends OpenAIChatKit {
  setActivity(activity: Activity): void;
  setConnection(state: ConnectionState): void;
  checkConnection(): void;
  offerDownloads(): void;
  followThread(threadId: string): void;
  setToolClaim(claim: ToolClaim): void;
  setPreview(preview: boolean): void;
  setNotebook(ask: AskNotebook): void;
}

/** A signal of JupyterLab's. */
interface LabSignal<T> {
  connect(slot: (sender: unknown, value: T) => void): boolean;
  disconnect(slot: (sender: unknown, value: T) => void): boolean;
}

/** What is used of JupyterLab's connection to a kernel, which the widget manager does not promise. */
interface LabKernel {
  readonly statusChanged?: LabSignal<string>;
  readonly connectionStatusChanged?: LabSignal<string>;
}

/** Statuses with which the chat's server in the kernel may be gone. */
const TROUBLE = new Set(["restarting", "autorestarting", "terminating", "dead", "unknown"]);

/** Tells a chat what the model and the page know, until `signal` ends it. */
export function keepInStep(model: ChatModel, shown: OpenAIChatKit, signal: AbortSignal): void {
  const chat = shown as Partial<LiveChat>;
  const tell = () => {
    const activity = model.get("activity");
    if (activity?.runtime) chat.setActivity?.(activity);
  };
  onChange(model, ["activity"], tell, signal);
  tell();
  const follow = () => {
    const threadId = model.get("thread_id");
    if (threadId) chat.followThread?.(threadId);
  };
  onChange(model, ["thread_id"], follow, signal);
  const compose = () => fillComposer(model, shown);
  onChange(model, ["composer"], compose, signal);
  compose();
  onChange(model, ["focused"], () => void shown.focusComposer(), signal);
  const kernel = (model.widget_manager as { kernel?: LabKernel } | undefined)?.kernel;
  const check = () => chat.checkConnection?.();
  listen(kernel?.statusChanged, (status) => TROUBLE.has(status) && check(), signal);
  // Also when it is back: what was told in the meantime was told to nobody.
  listen(kernel?.connectionStatusChanged, check, signal);
}

const filled = new WeakMap<OpenAIChatKit, number>();

/** Puts there what the author did, once, also where the element has come from another view. */
function fillComposer(model: ChatModel, chat: OpenAIChatKit): void {
  const { revision, value } = model.get("composer") ?? {};
  if (revision === undefined || value === undefined || filled.get(chat) === revision) return;
  filled.set(chat, revision);
  chat.setComposerValue(value).catch((error: Error) => console.error(error));
}

function listen(
  source: LabSignal<string> | undefined,
  listener: (value: string) => void,
  signal: AbortSignal,
): void {
  const slot = (_: unknown, value: string) => listener(value);
  source?.connect(slot);
  signal.addEventListener("abort", () => source?.disconnect(slot), { once: true });
}
