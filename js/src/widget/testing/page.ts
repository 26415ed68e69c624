/** For tests: what JupyterLab puts into its page. */

/** Adds the configuration of a Jupyter server to the page; call the result to take it away. */
export function jupyterPage(config: object): () => void {
  const script = document.createElement("script");
  script.id = "jupyter-config-data";
  script.type = "application/json";
  script.textContent = JSON.stringify(config);
  document.head.append(script);
  return () => script.remove();
}
