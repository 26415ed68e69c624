/** Says so when the chat waits for the kernel. */
import type { CommTransport } from "../transport/comm";

const BUSY = "The kernel is busy. The chat goes on as soon as the running cell has ended.";

/** Shows a line in `parent` while a request waits, until `signal` ends it. */
export function showBusy(comm: CommTransport, parent: HTMLElement, signal: AbortSignal): void {
  const line = document.createElement("p");
  line.setAttribute("role", "status");
  line.style.cssText =
    "margin: 4px 0 0; color: var(--jp-ui-font-color2, inherit); " +
    "font: var(--jp-ui-font-size1, 13px) var(--jp-ui-font-family, system-ui, sans-serif);";
  const show = () => {
    line.textContent = comm.busy ? BUSY : "";
    line.hidden = !comm.busy;
  };
  parent.append(line);
  comm.onBusy(show, signal);
  show();
}
