/** Holds the state of one chat and tells who follows it what happened. */
import { reduce } from "../protocol/reducer";
import { type ChatAction, type ChatState, initialState } from "../protocol/state";

/** Called after each dispatch, with the actions in their order. */
export type StoreListener = (actions: readonly ChatAction[]) => void;

export class ChatStore {
  #state: ChatState = initialState();
  readonly #listeners = new Set<StoreListener>();

  get state(): ChatState {
    return this.#state;
  }

  /** Applies the actions, then tells every listener about all of them at once. */
  dispatch(...actions: readonly ChatAction[]): void {
    this.#state = actions.reduce(reduce, this.#state);
    for (const listener of this.#listeners) listener(actions);
  }

  subscribe(listener: StoreListener): void {
    this.#listeners.add(listener);
  }
}
