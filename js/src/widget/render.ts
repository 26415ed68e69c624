/** Puts the chat and the author's errors into the output of a cell. */
import { showAuthorErrors } from "./authorError";
import { makeBox } from "./box";
import { showBusy } from "./busy";
import { showChat } from "./chat";
import { type Connection, ELEMENT, LOCAL_TAG } from "./connection";
import { HOSTED_SCRIPT, HOSTED_TAG, loadHosted } from "./hosted";
import { showLine } from "./line";
import { addView } from "./liveness";
import type { ChatModel } from "./model";

const NO_HOSTED =
  "OpenAI's ChatKit could not be loaded, so the chat is shown by the notebook's own front end.";

/** One view of the widget. */
export interface View {
  readonly model: ChatModel;
  readonly el: HTMLElement;
  readonly connection: Connection;
  readonly signal: AbortSignal;
}

/**
 * Shows the chat and, below it, the author's errors, until the view's signal ends it.
 *
 * @throws Error with a message for the user.
 */
export async function renderChat({ model, el, connection, signal }: View): Promise<void> {
  const hosted = await hostedElement(model, el);
  if (!hosted) await connection.importPart(ELEMENT);
  if (signal.aborted) return;
  const { whole, inside } = makeBox(model, signal);
  el.append(whole);
  try {
    showChat(model, { connection, parent: inside, tag: hosted ? HOSTED_TAG : LOCAL_TAG, signal });
  } catch (error) {
    whole.remove();
    throw error;
  }
  const saved = model.get("saved");
  if (saved?.id) addView(saved.id, signal);
  if (!connection.server) showBusy(connection.comm, el, signal);
  showAuthorErrors(model, el, signal);
}

async function hostedElement(model: ChatModel, el: HTMLElement): Promise<boolean> {
  if (model.get("renderer") !== "hosted") return false;
  try {
    await loadHosted(model.get("hosted_script") || HOSTED_SCRIPT);
    return true;
  } catch (error) {
    console.error(error);
    showLine(el, NO_HOSTED, "status");
    return false;
  }
}
