/** The anywidget entry: small, because it is part of the widget's state; the UI is imported. */
import type { RenderProps } from "@anywidget/types";
import type { ChatTraits } from "./model";
import { renderChat } from "./render";

/** Called by anywidget for each view of the chat. */
function render(props: RenderProps<ChatTraits>): Promise<void> {
  return renderChat(props, (url) => import(/* @vite-ignore */ url));
}

export default { render };
