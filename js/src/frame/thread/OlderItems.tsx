/** The way to earlier messages, at the top of a long thread; they also come as the reader nears it. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { t } from "../../i18n";
import { useChat, useSend } from "../context";
import styles from "./Thread.module.css";

export function OlderItems() {
  const send = useSend();
  const { next, loading, error } = useChat((state) => state.older);
  if (next === null) return null;
  return (
    <div className={styles.older}>
      {error !== null && <p role="alert">{error}</p>}
      <Button
        color="secondary"
        variant="ghost"
        size="sm"
        loading={loading}
        onClick={() => send({ type: "loadOlder" })}
      >
        {error === null ? t("chat.loadOlder") : t("error.retry")}
      </Button>
    </div>
  );
}
