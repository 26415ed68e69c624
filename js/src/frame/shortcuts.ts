import type { FrameCommand } from "../element/bridge";

// What closes by itself on Escape.
const OPEN = "dialog[open], [role=dialog], [role=listbox], [role=menu], [role=tooltip]";

/**
 * Hands Ctrl+S and Cmd+S to the page, which saves the notebook, and an Escape that closes nothing
 * here; all other keys stay.
 */
export function forwardShortcuts(send: (command: FrameCommand) => void): void {
  let closing = false;
  const look = () => {
    closing = document.querySelector(OPEN) !== null;
  };
  window.addEventListener("keydown", look, { capture: true });
  window.addEventListener("keydown", (event) => {
    const { key, code, ctrlKey, metaKey, shiftKey, altKey } = event;
    if (key === "Escape" && !closing && !event.defaultPrevented && !event.isComposing) {
      send({ type: "escape" });
    }
    if (key.toLowerCase() !== "s" || !(ctrlKey || metaKey) || altKey) return;
    event.preventDefault();
    send({ type: "shortcut", key: { key, code, ctrlKey, metaKey, shiftKey, altKey } });
  });
}
