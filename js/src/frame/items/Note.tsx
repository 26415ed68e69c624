/** A quiet line in the thread, for what can not be shown. */
import { Info } from "@openai/apps-sdk-ui/components/Icon";
import styles from "./Tasks.module.css";

export function Note({ text }: { text: string }) {
  return (
    <p className={styles.line}>
      <Info aria-hidden="true" />
      {text}
    </p>
  );
}
