/** Shows an error in the notebook author's code below the chat, folded. */
import { type ChatModel, onChange } from "./model";

/** Keeps a block in `parent` that shows the model's `author_error`, until `signal` ends it. */
export function showAuthorErrors(model: ChatModel, parent: HTMLElement, signal: AbortSignal): void {
  const block = document.createElement("div");
  block.style.cssText = "display: flex; align-items: flex-start; gap: 8px; margin-top: 4px;";
  const show = () => {
    const error = model.get("author_error");
    block.replaceChildren(
      ...(error ? [details(error.title, error.traceback), dismissButton(model, signal)] : []),
    );
  };
  parent.append(block);
  onChange(model, ["author_error"], show, signal);
  show();
}

function details(title: string, traceback: string): HTMLElement {
  const element = document.createElement("details");
  element.style.cssText = "flex: 1; min-width: 0; color: var(--jp-content-font-color1, inherit);";
  const summary = document.createElement("summary");
  summary.textContent = title;
  summary.style.cssText =
    "cursor: pointer; color: var(--jp-error-color0, #b3261e); overflow-wrap: anywhere; " +
    "font: var(--jp-code-font-size, 13px) var(--jp-code-font-family, monospace);";
  const text = document.createElement("pre");
  text.textContent = traceback;
  text.style.cssText = "overflow: auto; max-height: 400px; margin: 4px 0;";
  element.append(summary, text);
  return element;
}

function dismissButton(model: ChatModel, signal: AbortSignal): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "×";
  button.title = "Dismiss the error";
  button.setAttribute("aria-label", "Dismiss the error");
  button.style.cssText =
    "border: 0; background: none; color: var(--jp-ui-font-color2, inherit); cursor: pointer; " +
    "font-size: 16px; line-height: 1;";
  const dismiss = () => {
    model.set("author_error", null);
    model.save_changes();
  };
  button.addEventListener("click", dismiss, { signal });
  return button;
}
