/** Tools that the page runs for the server. */
import type { ChatKitOptions } from "@openai/chatkit";
import type { ClientToolCallItem } from "../protocol/types.gen";

/** Whether an item asks for a tool that has not run yet. */
export function isPendingCall(item: { type: string } | undefined): item is ClientToolCallItem {
  if (item?.type !== "client_tool_call") return false;
  return (item as ClientToolCallItem).status !== "completed";
}

/** What the page's handler returns; rejects when there is none, or when it fails. */
export async function runTool(
  handler: ChatKitOptions["onClientTool"],
  call: ClientToolCallItem,
): Promise<unknown> {
  if (handler === undefined) {
    throw new Error(`The page has no onClientTool handler to run “${call.name}”.`);
  }
  return handler({ name: call.name, params: call.arguments });
}
