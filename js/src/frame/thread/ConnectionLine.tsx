/** What keeps the chat from its server, in one line. */
import { t } from "../../i18n";
import { useChat } from "../context";
import styles from "./ConnectionLine.module.css";

const WORDS = { lost: "connection.lost", gone: "connection.gone" } as const;

export function ConnectionLine() {
  const problem = useChat((state) => state.connection);
  return (
    <div role="status" className={styles.place}>
      {problem && <p className={styles.line}>{t(WORDS[problem])}</p>}
    </div>
  );
}
