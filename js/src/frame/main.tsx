/** The start of the frame's document: connects to the host and shows what it says. */
import "./frame.css";
import { createRoot } from "react-dom/client";
import { connectToHost, type HostMessage } from "../element/bridge";
import { Chat } from "./Chat";
import { COMPOSER_ID } from "./composer/Composer";
import { ChatContext } from "./context";
import { forwardShortcuts } from "./shortcuts";
import { ChatStore } from "./store";

let store: ChatStore | null = null;

const send = connectToHost(onMessage);
forwardShortcuts(send);

function onMessage(message: HostMessage): void {
  if (message.type === "focusComposer") {
    document.getElementById(COMPOSER_ID)?.focus();
  } else if (store) {
    store.receive(message);
  } else if (message.type === "snapshot") {
    store = new ChatStore(message.state);
    show(store);
  }
}

function show(chat: ChatStore): void {
  const root = document.getElementById("root");
  if (!root) throw new Error("The frame's document has no root element.");
  createRoot(root).render(
    <ChatContext value={{ store: chat, send }}>
      <Chat />
    </ChatContext>,
  );
}
