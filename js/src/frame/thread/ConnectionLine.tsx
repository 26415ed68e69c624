/** What keeps the chat from its server, in one line. */
import { t } from "../../i18n";
import { useChat } from "../context";
import styles from "./ConnectionLine.module.css";

const WORDS = {
  lost: "connection.lost",
  busy: "connection.busy",
  gone: "connection.gone",
} as const;

export function ConnectionLine() {
  const problem = useChat((state) => state.connection);
  if (problem === null) return null;
  return (
    <p role="status" className={styles.line}>
      {t(WORDS[problem])}
    </p>
  );
}
