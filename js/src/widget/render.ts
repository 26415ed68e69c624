/** Puts the chat and the author's errors into the output of a cell. */
import type { CommTransport } from "../transport/comm";
import { showAuthorErrors } from "./authorError";
import { showBusy } from "./busy";
import { showChat } from "./chat";
import { type Connection, connect, type Importer, LOCAL_TAG } from "./connection";
import { HOSTED_SCRIPT, HOSTED_TAG, loadHosted } from "./hosted";
import { type ChatModel, onChange } from "./model";

const NO_HOSTED =
  "OpenAI's ChatKit could not be loaded, so the chat is shown by the notebook's own front end.";

// Set apart from the notebook, whose background it has, by a border of the notebook's own color.
const BOX =
  "box-sizing: border-box; min-height: 240px; overflow: hidden; resize: vertical; " +
  "border: 1px solid var(--jp-border-color2, color-mix(in srgb, currentcolor 20%, transparent)); border-radius: 12px;";

/** One view of the widget. */
export interface View {
  readonly model: ChatModel;
  readonly el: HTMLElement;
  readonly comm: CommTransport;
  readonly signal: AbortSignal;
}

/** Shows the chat and, below it, the author's errors, until the view's signal ends it. */
export async function renderChat({ model, el, comm, signal }: View, load: Importer): Promise<void> {
  const element = await loadElement(model, comm, el, load);
  if (element === null || signal.aborted) return;
  const { connection, tag } = element;
  const box = document.createElement("div");
  box.style.cssText = BOX;
  const setHeight = () => {
    box.style.height = `${model.get("height")}px`;
  };
  setHeight();
  onChange(model, ["height"], setHeight, signal);
  el.append(box);
  try {
    showChat(model, { connection, parent: box, tag, signal });
  } catch (error) {
    box.remove();
    return showLine(el, (error as Error).message);
  }
  if (connection.transport === "comm") showBusy(comm, el, signal);
  showAuthorErrors(model, el, signal);
}

/** Registers the element that shows the chat; its name, or null where none could be loaded. */
async function loadElement(
  model: ChatModel,
  comm: CommTransport,
  el: HTMLElement,
  load: Importer,
): Promise<{ connection: Connection; tag: string } | null> {
  try {
    const connection = await connect(model, comm);
    if (await hostedElement(model, el)) return { connection, tag: HOSTED_TAG };
    await connection.loadElement(load);
    return { connection, tag: LOCAL_TAG };
  } catch (error) {
    console.error(error);
    showLine(el, (error as Error).message);
    return null;
  }
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

function showLine(el: HTMLElement, message: string, role: "alert" | "status" = "alert"): void {
  const line = document.createElement("p");
  line.setAttribute("role", role);
  line.textContent = message;
  const color = role === "alert" ? "--jp-error-color0, #b3261e" : "--jp-content-font-color2, #666";
  line.style.cssText = `margin: 8px 0; color: var(${color});`;
  el.append(line);
}
