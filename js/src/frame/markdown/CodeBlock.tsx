/** Fenced code with its language, coloured, and a Copy button. */
import type { ReactElement, ReactNode } from "react";
import { t } from "../../i18n";
import { loadCode } from "../chunks";
import { CopyButton } from "../common/CopyButton";
import { useChunk } from "../useChunk";
import styles from "./CodeBlock.module.css";

type CodeProps = { className?: string; children?: ReactNode };

/** Stands for the `pre` that react-markdown makes, whose only child is a `code`. */
export function CodeBlock({ children }: { children?: ReactNode }) {
  const { className, children: content } = (children as ReactElement<CodeProps>).props;
  const code = String(content ?? "").replace(/\n$/, "");
  const language = /language-(\S+)/.exec(className ?? "")?.[1];
  // Until its colours are here, and without them, it is shown in one.
  const { part: coloured } = useChunk(loadCode, language !== undefined);
  return (
    <figure className={styles.block}>
      <figcaption className={styles.bar}>
        <span>{language ?? t("markdown.code")}</span>
        <CopyButton text={code} label={t("markdown.copyCode")} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <div className={styles.scroll} tabIndex={0}>
        {coloured && language !== undefined ? (
          <coloured.Code className={styles.code} language={language.toLowerCase()}>
            {code}
          </coloured.Code>
        ) : (
          <pre className={styles.code}>
            <code>{code}</code>
          </pre>
        )}
      </div>
    </figure>
  );
}
