/** Registers `<openai-chatkit>`, or the element under another name. */
import { ChatKitElement } from "./chatkit";
import { readPartsBy } from "./parts";

export { ChatKitElement };

// Imported as `element.js?as=other-name`, it leaves the usual name to OpenAI's own element; what
// comes out of a blob has the name behind a #, and is told how to read its other files.
const { protocol, search, hash } = new URL(import.meta.url);
const name = new URLSearchParams(search || hash.slice(1)).get("as") ?? "openai-chatkit";

// A page may hold several notebooks' chats; the first to come defines the element for all.
if (!customElements.get(name)) {
  const more = protocol === "blob:" ? { readPartsBy } : {};
  customElements.define(name, Object.assign(ChatKitElement, more));
}
