/** The author's small print below the composer. */
import { useChat } from "../context";
import { Markdown } from "../markdown/Markdown";
import styles from "./Composer.module.css";

export function Disclaimer() {
  const disclaimer = useChat((state) => state.options.disclaimer);
  if (!disclaimer) return null;
  return (
    <div className={styles.disclaimer} data-contrast={disclaimer.highContrast ? "high" : undefined}>
      <Markdown text={disclaimer.text} />
    </div>
  );
}
