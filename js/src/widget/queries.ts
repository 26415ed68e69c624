/** What a page asks a chat in the kernel beside ChatKit's requests. */
import type { Entity, Widgets } from "@openai/chatkit";
import type { Transport } from "../transport/types";

/** What is answered, by the type of the query. */
interface Answers {
  "variables.search": { readonly entities: Entity[] };
  "variables.preview": { readonly preview: Widgets.BasicRoot | null };
  "client_tool.claim": { readonly granted: boolean };
}

/** Asks; rejects when the kernel does not answer. */
export type KernelQuery = <Type extends keyof Answers>(
  type: Type,
  about: Record<string, string>,
) => Promise<Answers[Type]>;

/** Makes what asks a chat. @param url the chat's address. */
export function kernelQueries(url: string, send: Transport): KernelQuery {
  return async <Type extends keyof Answers>(type: Type, about: Record<string, string>) => {
    const response = await send(`${url}/queries`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({ type, ...about }),
    });
    if (!response.ok) throw new Error(`The kernel answered with status ${response.status}.`);
    return (await response.json()) as Answers[Type];
  };
}
