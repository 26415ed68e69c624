/** What the page tells about its Jupyter server and its theme. */
import type { JupyterServer } from "../transport/endpoint";

/** The server that this page belongs to; null where the page is not JupyterLab or Notebook 7. */
export function jupyterServer(): JupyterServer | null {
  const config = document.getElementById("jupyter-config-data")?.textContent;
  if (!config) return null;
  const { baseUrl = "/", token = "" } = JSON.parse(config) as Partial<JupyterServer>;
  return { baseUrl: baseUrl.endsWith("/") ? baseUrl : `${baseUrl}/`, token };
}

/** JupyterLab's theme as it is now; light where there is no JupyterLab. */
export function jupyterColorScheme(): "light" | "dark" {
  return document.body.dataset.jpThemeLight === "false" ? "dark" : "light";
}

/** Calls `listener` whenever JupyterLab's theme changes, until `signal` ends it. */
export function onThemeChange(listener: () => void, signal: AbortSignal): void {
  const observer = new MutationObserver(listener);
  observer.observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
  signal.addEventListener("abort", () => observer.disconnect(), { once: true });
}
