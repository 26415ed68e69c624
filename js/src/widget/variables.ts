/** The notebook's variables, to be mentioned with `@`. */
import type { ChatKitOptions } from "@openai/chatkit";
import type { Transport } from "../transport/types";
import { kernelQueries } from "./queries";

type Entities = NonNullable<ChatKitOptions["entities"]>;

/** The options with which a chat finds and shows variables. @param url the chat's address. */
export function variableOptions(url: string, send: Transport): Entities {
  const ask = kernelQueries(url, send);
  return {
    showComposerMenu: true,
    onTagSearch: async (query) => (await ask("variables.search", { query })).entities,
    onRequestPreview: async ({ id }) => await ask("variables.preview", { id }),
  };
}
