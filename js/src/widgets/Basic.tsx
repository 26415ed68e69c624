/** A widget without a frame. */
import { layoutStyle } from "./boxStyle";
import type { Drawn } from "./Component";
import { oneOf } from "./node";
import styles from "./roots.module.css";

export function Basic({ node, children }: Drawn) {
  return (
    <section
      className={styles.basic}
      data-direction={node.direction === "row" ? "row" : "col"}
      data-theme={oneOf(node.theme, ["light", "dark"])}
      style={layoutStyle(node)}
    >
      {children}
    </section>
  );
}
