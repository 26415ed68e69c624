/** The DOM events of `<openai-chatkit>`. */
import type { ChatKitEvents } from "@openai/chatkit";

type Detail<Name extends keyof ChatKitEvents> =
  ChatKitEvents[Name] extends CustomEvent<infer D> ? D : never;

/** Sends one of the element's events. */
export type Emit = <Name extends keyof ChatKitEvents>(
  name: Name,
  ...detail: Detail<Name> extends void ? [] : [Detail<Name>]
) => void;

/** An `Emit` that dispatches on `target`. */
export function emitter(target: EventTarget): Emit {
  return (name, ...[detail]) => {
    target.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  };
}
