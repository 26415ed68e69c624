/** The line above a widget: where it is from, or what it does. */
import type { ReactNode } from "react";
import { imageSource, NamedIcon } from "./kit";
import { isRecord, textOf } from "./node";
import styles from "./roots.module.css";
import { useWidget } from "./scope";

export function Status({ status }: { status: unknown }): ReactNode {
  const { imageDomains } = useWidget();
  if (!isRecord(status) || !textOf(status.text)) return null;
  const favicon = imageSource(textOf(status.favicon), imageDomains);
  return (
    <div className={styles.status}>
      {favicon && <img src={favicon} alt="" data-frame={status.frame === true ? "" : undefined} />}
      <NamedIcon name={textOf(status.icon)} />
      <span dir="auto">{textOf(status.text)}</span>
    </div>
  );
}
