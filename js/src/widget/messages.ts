/** The widget's custom messages, as the comm transport needs them. */
import type { WidgetMessages } from "../transport/commMessages";
import type { ChatModel } from "./model";

// What ipywidgets triggers on a model when its comm is closed, or its kernel restarted.
const GONE = ["comm:close", "comm_live_update"];

/** The messages of a model, for as long as it lives. */
export function modelMessages(model: ChatModel): WidgetMessages {
  return {
    send: (content, buffers) => model.send(content, undefined, buffers),
    listen: (listener) => model.on("msg:custom", listener),
    onGone: (listener) => {
      for (const event of GONE) model.on(event, listener);
    },
  };
}
