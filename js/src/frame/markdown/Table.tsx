/** A table in Markdown, scrolling sideways in its own box when it is wider than the chat. */
import type { ReactNode } from "react";
import styles from "./Markdown.module.css";

export function Table({ children }: { children?: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <div className={styles.tableScroll} tabIndex={0}>
      <table>{children}</table>
    </div>
  );
}
