/** A line between components. */
import styles from "./Box.module.css";
import type { Drawn } from "./Component";
import { borderColor } from "./color";
import { distance, length } from "./css";

export function Divider({ node }: Drawn) {
  const space = distance(node.spacing);
  return (
    <hr
      className={styles.divider}
      data-flush={node.flush === true ? "" : undefined}
      style={{
        minHeight: length(node.size) ?? "1px",
        minWidth: length(node.size) ?? "1px",
        background: borderColor(node.color) ?? "var(--color-border)",
        marginBlock: space,
      }}
    />
  );
}
