/** The anywidget entry: small, because it is part of the widget's state; the rest is imported. */
import type { InitializeProps, RenderProps } from "@anywidget/types";
import { CommTransport } from "../transport/comm";
import { type Connection, connect, ELEMENT } from "./connection";
import { showLine } from "./line";
import { modelMessages } from "./messages";
import type { ChatModel, ChatTraits } from "./model";

/** The rest. */
type Notebook = typeof import("./notebook");

interface Page {
  readonly connection: Connection;
  readonly notebook: Notebook;
}

/** Called by anywidget once for each model of a chat in this page. */
export default () => {
  let comm: CommTransport | undefined;
  let page: Promise<Page> | undefined;
  let asked: ChatTraits["transport"];
  // A model outlives its views, and what it is asked for by one of them may serve the next.
  const open = (model: ChatModel): Promise<Page> => {
    comm ??= new CommTransport(modelMessages(model));
    if (page && asked === model.get("transport")) return page;
    asked = model.get("transport");
    page = start(model, comm);
    page.catch(() => {
      page = undefined; // The next view tries again.
    });
    return page;
  };
  return {
    /** Called once; returns what ends it. */
    initialize({ model }: InitializeProps<ChatTraits>): () => void {
      const life = new AbortController();
      open(model).then(
        ({ notebook }) => notebook.keepTranscript(model, life.signal),
        () => undefined, // The views say so.
      );
      return () => life.abort();
    },
    /** Called for each view of the chat; returns what ends the view. */
    async render({ model, el }: RenderProps<ChatTraits>): Promise<() => void> {
      const view = new AbortController();
      try {
        const { connection, notebook } = await open(model);
        await notebook.renderChat({ model, el, connection, signal: view.signal });
      } catch (error) {
        console.error(error);
        showLine(el, (error as Error).message);
      }
      return () => view.abort();
    },
  };
};

async function start(model: ChatModel, comm: CommTransport): Promise<Page> {
  const connection = await connect(model, comm, (url) => import(/* @vite-ignore */ url));
  if (model.get("renderer") !== "hosted") {
    connection.importPart(ELEMENT).catch(() => undefined); // At the same time; asked for later.
  }
  const notebook = (await connection.importPart("notebook.js")) as Notebook;
  return { connection, notebook };
}
