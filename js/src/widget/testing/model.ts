/** For tests: a widget's model without a kernel. */
import type { ChatModel, ChatTraits } from "../model";

export class FakeModel {
  /** What was saved to the kernel, by trait. */
  readonly saved: Partial<ChatTraits> = {};
  readonly #listeners = new Map<string, Set<(message?: unknown) => void>>();
  readonly #unsaved: Partial<ChatTraits> = {};
  #traits: ChatTraits;

  constructor(traits: Partial<ChatTraits> = {}) {
    this.#traits = {
      kernel_id: "k1",
      chat: "orders",
      build: "b1",
      height: 560,
      thread_id: null,
      options: {},
      author_error: null,
      ...traits,
    };
  }

  /** This, as the type that anywidget's callers use. */
  get model(): ChatModel {
    return this as unknown as ChatModel;
  }

  /** How many listeners there are. */
  get listeners(): number {
    return [...this.#listeners.values()].reduce((sum, { size }) => sum + size, 0);
  }

  get<K extends keyof ChatTraits>(name: K): ChatTraits[K] {
    return this.#traits[name];
  }

  set<K extends keyof ChatTraits>(name: K, value: ChatTraits[K]): void {
    this.#traits = { ...this.#traits, [name]: value };
    Object.assign(this.#unsaved, { [name]: value });
    for (const listener of this.#listeners.get(`change:${name}`) ?? []) listener();
  }

  /** Custom messages go to a kernel that does not answer. */
  send(): void {}

  save_changes(): void {
    Object.assign(this.saved, this.#unsaved);
  }

  on(event: string, listener: (message?: unknown) => void): void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
  }

  /** Lets the kernel send a message. */
  receive(message: unknown): void {
    for (const listener of this.#listeners.get("msg:custom") ?? []) listener(message);
  }

  off(event: string, listener: () => void): void {
    this.#listeners.get(event)?.delete(listener);
  }
}
