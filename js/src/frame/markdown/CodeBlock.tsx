/** Fenced code with its language and a Copy button. */
import type { ReactElement, ReactNode } from "react";
import { t } from "../../i18n";
import { CopyButton } from "../common/CopyButton";
import styles from "./CodeBlock.module.css";

type CodeProps = { className?: string; children?: ReactNode };

/** Stands for the `pre` that react-markdown makes, whose only child is a `code`. */
export function CodeBlock({ children }: { children?: ReactNode }) {
  const { className, children: content } = (children as ReactElement<CodeProps>).props;
  const code = String(content ?? "").replace(/\n$/, "");
  const language = /language-(\S+)/.exec(className ?? "")?.[1];
  return (
    <figure className={styles.block}>
      <figcaption className={styles.bar}>
        <span>{language ?? t("markdown.code")}</span>
        <CopyButton text={code} label={t("markdown.copyCode")} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <pre className={styles.code} tabIndex={0}>
        <code>{code}</code>
      </pre>
    </figure>
  );
}
