/** What the frame asks the page and gets an answer to. */
import type { Command, CommandSelection, Entity, Widgets } from "@openai/chatkit";
import type { ActionConfig } from "../protocol/types.gen";
import type { TurnTrace } from "./notebook";

/** The shapes of an icon on a grid of 24 by 24: elements with their attributes. */
export type IconShapes = readonly (readonly [string, Readonly<Record<string, string>>])[];

/** Each question: what is asked with it, and what is answered. */
export interface Queries {
  /** Entities for what follows an `@`. */
  searchEntities: { ask: { query: string }; answer: readonly Entity[] };
  /** A widget that shows more of an entity; null when there is none. */
  previewEntity: { ask: { entity: Entity }; answer: Widgets.BasicRoot | null };
  /** The page's commands for what follows a `/`. */
  searchCommands: { ask: { query: string }; answer: readonly Command[] };
  /** Runs a command; what to insert or show next, or null. */
  selectCommand: { ask: { command: Command }; answer: CommandSelection | null };
  /** Runs the action of a widget; answered when it is done. */
  widgetAction: { ask: { itemId: string; action: ActionConfig }; answer: null };
  /** A `lucide:` icon, by its name without the prefix; null when there is no such icon. */
  icon: { ask: { name: string }; answer: IconShapes | null };
  /**
   * A file as a `data:` address: the preview of an attachment, or a font of the theme. Other
   * addresses are refused, because the page sends its cookies with the request.
   */
  file: { ask: { url: string }; answer: string };
  /** What happened in the last turn of the thread; null when that is not known (any more). */
  trace: { ask: Record<never, never>; answer: TurnTrace | null };
  /** The source of a part of the frame's own program that is not needed at its start. */
  chunk: { ask: { name: string }; answer: string };
}

export type QueryName = keyof Queries;

/** From the frame to the host. */
export type HostQuery = {
  [Name in QueryName]: {
    readonly type: "query";
    readonly id: number;
    readonly name: Name;
    readonly ask: Queries[Name]["ask"];
  };
}[QueryName];

/** From the host to the frame: the answer to the query of that id. */
export type HostAnswer =
  | { readonly type: "answer"; readonly id: number; readonly value: unknown }
  | { readonly type: "answer"; readonly id: number; readonly error: string };

/** The frame's side: asks, and hands every answer to who waits for it. */
export class Asker {
  readonly #send: (query: HostQuery) => void;
  readonly #waiting = new Map<number, (answer: HostAnswer) => void>();
  #last = 0;

  constructor(send: (query: HostQuery) => void) {
    this.#send = send;
  }

  /** Asks the host; rejects with its words when it can not answer. */
  ask<Name extends QueryName>(
    name: Name,
    ask: Queries[Name]["ask"],
  ): Promise<Queries[Name]["answer"]> {
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, (answer) => {
        if ("error" in answer) reject(new Error(answer.error));
        else resolve(answer.value as Queries[Name]["answer"]);
      });
      this.#send({ type: "query", id, name, ask } as HostQuery);
    });
  }

  /** To be called with each answer of the host. */
  take(answer: HostAnswer): void {
    this.#waiting.get(answer.id)?.(answer);
    this.#waiting.delete(answer.id);
  }
}
