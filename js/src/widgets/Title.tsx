/** A heading. */
import type { Drawn } from "./Component";
import { oneOf, textOf } from "./node";
import styles from "./Text.module.css";
import { textStyle } from "./textStyle";

const SIZES = ["sm", "md", "lg", "xl", "2xl", "3xl", "4xl", "5xl"] as const;

export function Title({ node }: Drawn) {
  const size = oneOf(node.size, SIZES) ?? "md";
  const font = {
    fontSize: `var(--font-heading-${size}-size)`,
    lineHeight: `var(--font-heading-${size}-line-height)`,
    letterSpacing: `var(--font-heading-${size}-tracking)`,
  };
  const { fontWeight = "var(--font-weight-semibold)", ...style } = textStyle(node);
  return (
    <h2 className={styles.title} dir="auto" style={{ ...font, fontWeight, ...style }}>
      {textOf(node.value)}
    </h2>
  );
}
