/** A table in Markdown, scrolling sideways in its own box when it is wider than the chat. */
import type { ReactNode } from "react";
import { t } from "../../i18n";
import styles from "./Markdown.module.css";

export function Table({ children }: { children?: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className={styles.tableScroll} aria-label={t("markdown.table")} tabIndex={0}>
      <table>{children}</table>
    </section>
  );
}
