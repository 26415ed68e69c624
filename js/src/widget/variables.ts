/** The notebook's variables, to be mentioned with `@`. */
import type { ChatKitOptions, Entity, Widgets } from "@openai/chatkit";
import type { Transport } from "../transport/types";

type Entities = NonNullable<ChatKitOptions["entities"]>;

/** What a page asks a chat beside ChatKit's requests, with what is answered. */
interface Answers {
  "variables.search": { readonly entities: Entity[] };
  "variables.preview": { readonly preview: Widgets.BasicRoot | null };
}

/** The options with which a chat finds and shows variables. @param url the chat's address. */
export function variableOptions(url: string, send: Transport): Entities {
  const ask = async <Type extends keyof Answers>(
    type: Type,
    about: Record<string, string>,
  ): Promise<Answers[Type]> => {
    const response = await send(`${url}/queries`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({ type, ...about }),
    });
    if (!response.ok) throw new Error(`The kernel answered with status ${response.status}.`);
    return (await response.json()) as Answers[Type];
  };
  return {
    showComposerMenu: true,
    onTagSearch: async (query) => (await ask("variables.search", { query })).entities,
    onRequestPreview: async ({ id }) => await ask("variables.preview", { id }),
  };
}
