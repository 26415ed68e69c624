/** Takes up the free space between components. */
import styles from "./Box.module.css";
import type { Drawn } from "./Component";
import { length } from "./css";

export function Spacer({ node }: Drawn) {
  return <div className={styles.spacer} style={{ flexBasis: length(node.minSize) }} />;
}
