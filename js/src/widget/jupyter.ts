/** What the page tells about its Jupyter server. */
import type { JupyterServer } from "../transport/server";

/** The server that this page belongs to; null where the page is not JupyterLab or Notebook 7. */
export function jupyterServer(): JupyterServer | null {
  const config = document.getElementById("jupyter-config-data")?.textContent;
  if (!config) return null;
  const { baseUrl = "/", token = "" } = JSON.parse(config) as Partial<JupyterServer>;
  return { baseUrl: baseUrl.endsWith("/") ? baseUrl : `${baseUrl}/`, token };
}
