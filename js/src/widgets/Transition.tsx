/** Fades in the component in it whenever that becomes another one. */
import styles from "./Box.module.css";
import type { Drawn } from "./Component";

export function Transition({ children }: Drawn) {
  return <div className={styles.transition}>{children}</div>;
}
