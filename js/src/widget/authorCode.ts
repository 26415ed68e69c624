/** What the notebook's author lets the page do: client tools and client actions. */
import type { ChatKitOptions, OpenAIChatKit } from "@openai/chatkit";
import type { ToolClaim } from "../element/clientTool";
import type { ChatModel } from "./model";
import type { KernelQuery } from "./queries";

type OnClientTool = NonNullable<ChatKitOptions["onClientTool"]>;
type OnAction = NonNullable<NonNullable<ChatKitOptions["widgets"]>["onAction"]>;

/** Makes the function that a source in JavaScript says. */
export type Compile = (source: string) => Promise<(...values: unknown[]) => unknown>;

/** The options with which a chat runs the author's JavaScript, or asks their Python. */
export function authorOptions(
  model: ChatModel,
  chat: OpenAIChatKit,
  compile: Compile = compileInPage,
): Pick<ChatKitOptions, "onClientTool" | "widgets"> {
  const onClientTool: OnClientTool = async ({ name, params }) => {
    const source = script(model, "tools", name);
    if (source === undefined) {
      throw new Error(
        `This chat has no client tool “${name}”. Define it with @chat.client_tool in the notebook.`,
      );
    }
    const output = await (await compile(source))(params);
    // A function that gives nothing has done what it was asked for.
    return (output ?? {}) as Record<string, unknown>;
  };
  const onAction: OnAction = async (action, item) => {
    const source = script(model, "actions", action.type);
    if (source !== undefined) {
      await (await compile(source))(action, item);
      return;
    }
    await whenIdle(chat);
    await chat.sendCustomAction(action, item.id);
  };
  return { onClientTool, widgets: { onAction } };
}

/** Lets the kernel choose which page runs a tool in JavaScript; it gives each call out once. */
export function toolClaim(model: ChatModel, ask: () => KernelQuery): ToolClaim {
  return (call, ours) => {
    if (script(model, "tools", call.name) === undefined) return ours;
    const about = { thread_id: call.thread_id, item_id: call.id };
    return ask()("client_tool.claim", about).then(({ granted }) => granted);
  };
}

function script(model: ChatModel, kind: "tools" | "actions", name: string): string | undefined {
  const named = model.get("scripts")?.[kind] ?? {};
  return Object.hasOwn(named, name) ? named[name] : undefined;
}

const compiled = new Map<string, ReturnType<Compile>>();

// A module, as the widget's own code is one: what a page forbids both, it forbids before this.
function compileInPage(source: string): ReturnType<Compile> {
  const known = compiled.get(source);
  if (known) return known;
  const url = URL.createObjectURL(
    new Blob([`export default (${source}\n);`], { type: "text/javascript" }),
  );
  const made = import(/* @vite-ignore */ url).then((module) => module.default);
  compiled.set(source, made);
  return made;
}

const busy = new WeakMap<OpenAIChatKit, Promise<void>>();

/** Keeps in mind while a response arrives in this chat, for which an action has to wait. */
export function watchResponses(chat: OpenAIChatKit): void {
  if (busy.has(chat)) return;
  busy.set(chat, Promise.resolve());
  chat.addEventListener("chatkit.response.start", () => {
    const ended = new Promise<void>((resolve) => {
      chat.addEventListener("chatkit.response.end", () => resolve(), { once: true });
    });
    busy.set(chat, ended);
  });
}

async function whenIdle(chat: OpenAIChatKit): Promise<void> {
  let waited: Promise<void> | undefined;
  while (busy.get(chat) !== waited) {
    waited = busy.get(chat);
    await waited;
  }
}
