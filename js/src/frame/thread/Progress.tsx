/** What the assistant is doing while there is nothing to read yet. */
import { ShimmerText } from "@openai/apps-sdk-ui/components/ShimmerText";
import { t } from "../../i18n";
import { NamedIcon } from "../common/NamedIcon";
import { useChat } from "../context";
import styles from "./Thread.module.css";

export function Progress() {
  const progress = useChat((state) => state.response?.progress ?? null);
  const waiting = useChat((state) => state.response !== null && state.streaming.length === 0);
  if (!progress && !waiting) return null;
  return (
    <p className={styles.progress} role="status" data-waiting={progress ? undefined : ""}>
      <NamedIcon name={progress?.icon} />
      <ShimmerText as="span">{progress?.text ?? t("item.thinking")}</ShimmerText>
    </p>
  );
}
