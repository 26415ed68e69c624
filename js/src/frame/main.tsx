/** The start of the frame's document: connects to the host and shows what it says. */
import "./frame.css";
import "./shared";
import { createRoot } from "react-dom/client";
import { connectToHost, type HostMessage } from "../element/bridge";
import { Asker } from "../element/queries";
import { Chat } from "./Chat";
import { focusComposer } from "./composer/focusComposer";
import { type Ask, ChatContext } from "./context";
import { Handover, type } from "./handover";
import { speak } from "./language";
import { forwardShortcuts } from "./shortcuts";
import { ChatStore } from "./store";

let store: ChatStore | null = null;

const send = connectToHost(onMessage);
const asker = new Asker(send);
const ask: Ask = (name, question) => asker.ask(name, question);
forwardShortcuts(send);
const handover = new Handover(send);

function onMessage(message: HostMessage): void {
  switch (message.type) {
    case "focusComposer":
      focusComposer();
      break;
    case "leave":
      handover.leave();
      break;
    case "takeOver":
      handover.takeOver(message.caret);
      break;
    case "typed":
      type(message.key);
      break;
    case "answer":
      asker.take(message);
      break;
    case "snapshot":
      if (store) store.receive(message);
      else start(new ChatStore(message.state));
      break;
    case "actions":
      store?.receive(message);
  }
}

async function start(chat: ChatStore): Promise<void> {
  store = chat;
  await speak(ask, chat.getState().options.locale);
  const root = document.getElementById("root");
  if (!root) throw new Error("The frame's document has no root element.");
  createRoot(root).render(
    <ChatContext value={{ store: chat, send, ask }}>
      <Chat />
    </ChatContext>,
  );
}
