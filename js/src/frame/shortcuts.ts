import type { FrameCommand } from "../element/bridge";

/** Hands Ctrl+S and Cmd+S to the page, which saves the notebook; all other keys stay here. */
export function forwardShortcuts(send: (command: FrameCommand) => void): void {
  window.addEventListener("keydown", (event) => {
    const { key, code, ctrlKey, metaKey, shiftKey, altKey } = event;
    if (key.toLowerCase() !== "s" || !(ctrlKey || metaKey) || altKey) return;
    event.preventDefault();
    send({ type: "shortcut", key: { key, code, ctrlKey, metaKey, shiftKey, altKey } });
  });
}
