/** The anywidget entry: small, because it is part of the widget's state; the UI is imported. */
import type { RenderProps } from "@anywidget/types";
import type { ChatTraits } from "./model";
import { renderChat } from "./render";

/** Called by anywidget for each view of the chat; returns what ends the view. */
async function render({ model, el }: RenderProps<ChatTraits>): Promise<() => void> {
  const view = new AbortController();
  await renderChat({ model, el, signal: view.signal }, (url) => import(/* @vite-ignore */ url));
  return () => view.abort();
}

export default { render };
