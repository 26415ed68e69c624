/** What every component of the frame can reach: the state, and the way to the host. */
import { createContext, useCallback, useContext, useSyncExternalStore } from "react";
import type { FrameCommand } from "../element/bridge";
import type { Queries, QueryName } from "../element/queries";
import type { ChatState } from "../protocol/state";
import type { ChatStore } from "./store";

/** Asks the host; rejects with its words when it can not answer. */
export type Ask = <Name extends QueryName>(
  name: Name,
  ask: Queries[Name]["ask"],
) => Promise<Queries[Name]["answer"]>;

/** The chat that the components show. */
export type ChatContextValue = {
  store: Pick<ChatStore, "getState" | "subscribe">;
  send: (command: FrameCommand) => void;
  ask: Ask;
};

export const ChatContext = createContext<ChatContextValue | null>(null);

/** A part of the state; the component renders again when that part is another object or value. */
export function useChat<T>(select: (state: ChatState) => T): T {
  const { store } = useChatContext();
  return useSyncExternalStore(store.subscribe, () => select(store.getState()));
}

/** The state at the time of the call, for what happens on a click. */
export function useReadChat(): () => ChatState {
  return useChatContext().store.getState;
}

/** Waits until no response is under way. */
export function useWhenIdle(): () => Promise<void> {
  const { store } = useChatContext();
  return useCallback(
    () =>
      new Promise((resolve) => {
        const settle = () => {
          if (store.getState().response !== null) return;
          stop();
          resolve();
        };
        const stop = store.subscribe(settle);
        settle();
      }),
    [store],
  );
}

/** Sends a command to the host. */
export function useSend(): (command: FrameCommand) => void {
  return useChatContext().send;
}

/** Asks the host a question. */
export function useAsk(): Ask {
  return useChatContext().ask;
}

function useChatContext(): ChatContextValue {
  const value = useContext(ChatContext);
  if (!value) throw new Error("This component must be inside a ChatContext.");
  return value;
}
