/** Puts the chat and the author's errors into the output of a cell. */
import type { JupyterServer } from "../transport/endpoint";
import { showAuthorErrors } from "./authorError";
import { LOCAL_TAG, showChat } from "./chat";
import { HOSTED_SCRIPT, HOSTED_TAG, loadHosted } from "./hosted";
import { jupyterServer } from "./jupyter";
import { type ChatModel, onChange } from "./model";

const NO_SERVER =
  "This chat works in JupyterLab and Jupyter Notebook 7; no Jupyter server was found here.";
const NO_EXTENSION =
  "The chat could not be loaded, because the Jupyter server has not loaded its extension. " +
  "Run “jupyter server extension enable chatkit_jupyter” and restart the Jupyter server.";

const NO_HOSTED =
  "OpenAI's ChatKit could not be loaded, so the chat is shown by the notebook's own front end.";

// Set apart from the notebook, whose background it has, by a border of the notebook's own color.
const BOX =
  "box-sizing: border-box; min-height: 240px; overflow: hidden; resize: vertical; " +
  "border: 1px solid var(--jp-border-color2, #e0e0e0); border-radius: 12px;";

/** Imports the module at an address: the one that registers the element. */
export type Importer = (url: string) => Promise<unknown>;

/** One view of the widget. */
export interface View {
  readonly model: ChatModel;
  readonly el: HTMLElement;
  readonly signal: AbortSignal;
}

/** Shows the chat and, below it, the author's errors, until the view's signal ends it. */
export async function renderChat({ model, el, signal }: View, load: Importer): Promise<void> {
  const server = jupyterServer();
  if (server === null) return showLine(el, NO_SERVER);
  const tag = await loadElement(model, el, () => load(elementUrl(server, model.get("build"))));
  if (tag === null || signal.aborted) return;
  const box = document.createElement("div");
  box.style.cssText = BOX;
  const setHeight = () => {
    box.style.height = `${model.get("height")}px`;
  };
  setHeight();
  onChange(model, ["height"], setHeight, signal);
  el.append(box);
  try {
    showChat(model, { server, parent: box, tag, signal });
  } catch (error) {
    box.remove();
    return showLine(el, (error as Error).message);
  }
  showAuthorErrors(model, el, signal);
}

/** Registers the element that shows the chat; its name, or null where none could be loaded. */
async function loadElement(
  model: ChatModel,
  el: HTMLElement,
  loadLocal: () => Promise<unknown>,
): Promise<string | null> {
  if (model.get("renderer") === "hosted") {
    try {
      await loadHosted(model.get("hosted_script") || HOSTED_SCRIPT);
      return HOSTED_TAG;
    } catch (error) {
      console.error(error);
      showLine(el, NO_HOSTED, "status");
    }
  }
  try {
    await loadLocal();
    return LOCAL_TAG;
  } catch (error) {
    console.error(error);
    showLine(el, NO_EXTENSION);
    return null;
  }
}

// Absolute, because the entry itself has no address of its own: it comes out of the widget's state.
function elementUrl(server: JupyterServer, build: string): string {
  const path = `${server.baseUrl}chatkit/static/${build}/element.js?as=${LOCAL_TAG}`;
  return new URL(path, document.baseURI).href;
}

function showLine(el: HTMLElement, message: string, role: "alert" | "status" = "alert"): void {
  const line = document.createElement("p");
  line.setAttribute("role", role);
  line.textContent = message;
  const color = role === "alert" ? "--jp-error-color0, #b3261e" : "--jp-content-font-color2, #666";
  line.style.cssText = `margin: 8px 0; color: var(${color});`;
  el.append(line);
}
