/** OpenAI's own front end, for authors who chose it: a script that registers its element. */

/** Where OpenAI serves it. */
export const HOSTED_SCRIPT = "https://cdn.platform.openai.com/deployments/chatkit/chatkit.js";

/** The name that the script registers its element under. */
export const HOSTED_TAG = "openai-chatkit";

/** How long it may take to register, in ms. */
export const HOSTED_LIMIT = 5_000;

/** Loads the script, once for all chats of this page; rejects when its element does not come. */
export async function loadHosted(url: string): Promise<void> {
  if (customElements.get(HOSTED_TAG)) return;
  const script = runningScript(url) ?? startScript(url);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const failed = new Promise<never>((_, reject) => {
    const fail = () => {
      script.remove(); // The next chat tries again.
      reject(new Error(`${url} could not be loaded.`));
    };
    timer = setTimeout(fail, HOSTED_LIMIT);
    script.addEventListener("error", fail, { once: true });
  });
  try {
    await Promise.race([customElements.whenDefined(HOSTED_TAG), failed]);
  } finally {
    clearTimeout(timer);
  }
}

function runningScript(url: string): HTMLScriptElement | undefined {
  return [...document.scripts].find(({ src }) => src === url);
}

function startScript(url: string): HTMLScriptElement {
  const script = document.createElement("script");
  script.src = url;
  script.async = true;
  document.head.append(script);
  return script;
}
