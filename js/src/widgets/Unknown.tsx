/** Stands for a component of a type that is not known here. */
import type { Drawn } from "./Component";
import { Note, t } from "./kit";
import styles from "./roots.module.css";

export function Unknown({ node, children }: Drawn) {
  return (
    <div className={styles.unknown}>
      <Note text={t("widget.unknown", { type: node.type })} />
      {children}
    </div>
  );
}
