/** Box, Row and Col: arrange the components in them. */

import styles from "./Box.module.css";
import { boxStyle } from "./boxStyle";
import type { Drawn } from "./Component";

export function Box({ node, children }: Drawn) {
  return (
    <div
      className={node.type === "Row" ? `${styles.box} ${styles.spaced}` : styles.box}
      data-direction={directionOf(node)}
      style={boxStyle(node)}
    >
      {children}
    </div>
  );
}

/** How a component arranges what is in it. */
export function directionOf({ type, direction }: Drawn["node"]): "row" | "col" {
  if (type === "Row") return "row";
  if (type === "Col") return "col";
  return direction === "row" ? "row" : "col";
}
