/** The anywidget entry: small, because it is part of the widget's state; the UI is imported. */
import type { InitializeProps, RenderProps } from "@anywidget/types";
import type { ChatTraits } from "./model";
import { renderChat } from "./render";
import { keepTranscript } from "./transcript";

/** Called by anywidget once for the chat's model in this page; returns what ends it. */
function initialize({ model }: InitializeProps<ChatTraits>): () => void {
  const page = new AbortController();
  keepTranscript(model, page.signal);
  return () => page.abort();
}

/** Called by anywidget for each view of the chat; returns what ends the view. */
async function render({ model, el }: RenderProps<ChatTraits>): Promise<() => void> {
  const view = new AbortController();
  await renderChat({ model, el, signal: view.signal }, (url) => import(/* @vite-ignore */ url));
  return () => view.abort();
}

export default { initialize, render };
