/** The start of the frame's document: connects to the host and shows what it says. */
import "./frame.css";
import "./shared";
import { createRoot, type Root } from "react-dom/client";
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
let root: Root | null = null;
let starts = 0;

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
      void start(new ChatStore(message.state));
      break;
    case "actions":
      store?.receive(message.actions);
  }
}

/** Begins to show a chat, in the place of the one that was shown. */
async function start(chat: ChatStore): Promise<void> {
  store = chat;
  await speak(ask, chat.getState().options.locale);
  if (store !== chat) return;
  root ??= createRoot(rootElement());
  starts += 1;
  root.render(
    <ChatContext key={starts} value={{ store: chat, send, ask }}>
      <Chat />
    </ChatContext>,
  );
}

function rootElement(): HTMLElement {
  const element = document.getElementById("root");
  if (!element) throw new Error("The frame's document has no root element.");
  return element;
}
