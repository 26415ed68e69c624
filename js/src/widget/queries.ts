/** What a page asks a chat in the kernel beside ChatKit's requests. */
import type { Entity, Widgets } from "@openai/chatkit";
import type { NotebookQuestions } from "../element/notebook";
import type { Transport } from "../transport/types";

/** Each query, with what it is about and what is answered. */
interface Questions extends NotebookQuestions {
  "variables.search": { about: { query: string }; answer: { readonly entities: Entity[] } };
  "variables.preview": {
    about: { id: string };
    answer: { readonly preview: Widgets.BasicRoot | null };
  };
  "client_tool.claim": {
    about: { thread_id: string; item_id: string };
    answer: { readonly granted: boolean };
  };
}

/** Asks; rejects with a readable line when the kernel does not answer. */
export type KernelQuery = <Type extends keyof Questions>(
  type: Type,
  about: Questions[Type]["about"],
) => Promise<Questions[Type]["answer"]>;

/** Makes what asks a chat. @param url the chat's address. */
export function kernelQueries(url: string, send: Transport): KernelQuery {
  return async (type, about) => {
    const response = await send(`${url}/queries`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({ type, ...about }),
    });
    if (!response.ok) throw new Error(await refusal(response));
    return await response.json();
  };
}

async function refusal(response: Response): Promise<string> {
  const said = (await response.json().catch(() => null)) as { message?: unknown } | null;
  if (typeof said?.message === "string") return said.message;
  return `The kernel answered with status ${response.status}.`;
}
