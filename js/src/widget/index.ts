/** The anywidget entry: small, because it is part of the widget's state; the UI is imported. */
import type { AnyModel, InitializeProps, RenderProps } from "@anywidget/types";
import { CommTransport } from "../transport/comm";
import { modelMessages } from "./messages";
import type { ChatTraits } from "./model";
import { renderChat } from "./render";
import { keepTranscript } from "./transcript";

/** Called by anywidget once for each model of a chat in this page. */
export default () => {
  let comm: CommTransport | undefined;
  // A model outlives its views, and what it is asked for by one of them may serve the next.
  const transport = (model: AnyModel<ChatTraits>) => {
    comm ??= new CommTransport(modelMessages(model));
    return comm;
  };
  return {
    /** Called once; returns what ends it. */
    initialize({ model }: InitializeProps<ChatTraits>): () => void {
      const page = new AbortController();
      transport(model);
      keepTranscript(model, page.signal);
      return () => page.abort();
    },
    /** Called for each view of the chat; returns what ends the view. */
    async render({ model, el }: RenderProps<ChatTraits>): Promise<() => void> {
      const view = new AbortController();
      await renderChat(
        { model, el, comm: transport(model), signal: view.signal },
        (url) => import(/* @vite-ignore */ url),
      );
      return () => view.abort();
    },
  };
};
