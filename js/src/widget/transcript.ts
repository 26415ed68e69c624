/**
 * The conversation that is saved in the notebook, beside the chat's view.
 *
 * While the chat lives, the page says so and hides the saved output. A kernel's updates of an
 * output do not reach a page that was reloaded since the cell ran, so the page then asks for them
 * and writes them itself.
 */
import { setConnected } from "./liveness";
import type { ChatModel, SavedState } from "./model";
import { type CellList, clearOutputs, isBehind, type SavedMessage, writeOutputs } from "./outputs";

/** What of Jupyter's widget manager is used; `context` is there in JupyterLab and Notebook 7. */
interface Manager {
  get_model(id: string): Promise<LiveModel>;
  readonly context?: { readonly model?: { readonly cells?: CellList } };
}

/** What of Jupyter's own model is used. */
interface LiveModel {
  readonly comm_live?: boolean;
  on?(event: string, listener: () => void): void;
}

interface ClearMessage {
  readonly kind: "chatkit.clear";
  readonly id: string;
  readonly chat: string;
}

/** Keeps the saved conversation, from when the model is made until `signal` ends it. */
export function keepTranscript(model: ChatModel, signal: AbortSignal): void {
  const manager = model.widget_manager as unknown as Manager | undefined;
  let following = false;
  const cells = () => manager?.context?.model?.cells ?? null;
  const check = () => {
    const saved = model.get("saved");
    if (!saved?.id) return; // The model is made before the kernel knows its id.
    if (!following) void followConnection(saved, manager, signal);
    following = true;
    const found = cells();
    if (found && isBehind(found, saved.id, saved.revision)) model.send({ kind: "chatkit.saved" });
  };
  const receive = (message: SavedMessage | ClearMessage) => {
    const found = cells();
    if (found === null) return;
    if (message?.kind === "chatkit.saved") writeOutputs(found, message);
    if (message?.kind === "chatkit.clear") clearOutputs(found, message);
  };
  model.on("change:saved", check);
  model.on("msg:custom", receive);
  check();
  signal.addEventListener("abort", () => {
    model.off("change:saved", check);
    model.off("msg:custom", receive);
  });
}

/** Says whether the chat's model is connected to the kernel. */
async function followConnection(
  { id, model }: SavedState,
  manager: Manager | undefined,
  signal: AbortSignal,
): Promise<void> {
  // A front end without such a manager makes no models but those that are connected.
  const live = model ? await manager?.get_model(model).catch(() => undefined) : undefined;
  const update = () => setConnected(id, !signal.aborted && live?.comm_live !== false);
  live?.on?.("comm_live_update", update);
  signal.addEventListener("abort", update);
  update();
}
