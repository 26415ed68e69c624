/** The whole chat: header, thread or start screen, composer, history. */
import { useEffect } from "react";
import styles from "./Chat.module.css";
import { ChatComposer } from "./composer/ChatComposer";
import { Disclaimer } from "./composer/Disclaimer";
import { useChat, useSend } from "./context";
import { Header } from "./header/Header";
import { ChatHistory } from "./history/ChatHistory";
import { useLanguage } from "./language";
import { StartScreen } from "./start/StartScreen";
import { ConnectionLine } from "./thread/ConnectionLine";
import { Thread } from "./thread/Thread";
import { useTheme } from "./useTheme";

export function Chat() {
  const send = useSend();
  const title = useChat((state) => state.options.frameTitle);
  const language = useLanguage();
  const threadId = useChat((state) => state.thread?.id ?? null);
  const preview = useChat((state) => state.options.preview);
  const empty = useChat((state) => state.items.length === 0 && state.loading === null);

  useTheme();
  useEffect(() => {
    send({ type: "ready" });
  }, [send]);

  return (
    <div key={language} className={styles.chat}>
      <Header />
      <main className={styles.main}>
        <h1 className="sr-only">{title}</h1>
        {empty && threadId === null ? <StartScreen /> : <Thread />}
      </main>
      <footer className={styles.footer}>
        <ConnectionLine />
        {!preview && <ChatComposer />}
        <Disclaimer />
      </footer>
      <ChatHistory />
    </div>
  );
}
