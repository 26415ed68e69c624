/** Registers `<openai-chatkit>`, or the element under another name. */
import { ChatKitElement } from "./chatkit";

export { ChatKitElement };

// Imported as `element.js?as=other-name`, it leaves the usual name to OpenAI's own element.
const name = new URL(import.meta.url).searchParams.get("as") ?? "openai-chatkit";

// A page may hold several notebooks' chats; the first to come defines the element for all.
if (!customElements.get(name)) customElements.define(name, ChatKitElement);
