/** Registers `<openai-chatkit>`. */
import { ChatKitElement } from "./chatkit";

export { ChatKitElement };

// A page may hold several notebooks' chats; the first to come defines the element for all.
if (!customElements.get("openai-chatkit")) {
  customElements.define("openai-chatkit", ChatKitElement);
}
