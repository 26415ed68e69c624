/** An icon. */

import type { Drawn } from "./Component";
import { textColor } from "./color";
import { NamedIcon } from "./kit";
import { oneOf, textOf } from "./node";
import styles from "./Text.module.css";

/** The sizes of icons, in px. */
const SIZES = { xs: 14, sm: 16, md: 18, lg: 20, xl: 22, "2xl": 24, "3xl": 28 } as const;
const NAMES = Object.keys(SIZES) as (keyof typeof SIZES)[];

export function Icon({ node }: Drawn) {
  const size = SIZES[oneOf(node.size, NAMES) ?? "md"];
  return (
    <span
      className={styles.icon}
      style={{ width: size, height: size, color: textColor(node.color) }}
    >
      <NamedIcon name={textOf(node.name)} />
    </span>
  );
}
