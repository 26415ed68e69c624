/** Small text that is less important. */
import type { Drawn } from "./Component";
import { oneOf, textOf } from "./node";
import styles from "./Text.module.css";
import { textStyle } from "./textStyle";

export function Caption({ node }: Drawn) {
  return (
    <p
      className={styles.caption}
      dir="auto"
      data-size={oneOf(node.size, ["sm", "md", "lg"]) ?? "md"}
      style={textStyle(node)}
    >
      {textOf(node.value)}
    </p>
  );
}
