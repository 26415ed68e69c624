/** Fenced code with its language, coloured, and a Copy button. */
import { CodeBlockBase } from "@openai/apps-sdk-ui/components/CodeBlock";
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
      <div className={styles.scroll} tabIndex={0}>
        <CodeBlockBase.Code className={styles.code} language={language?.toLowerCase()}>
          {code}
        </CodeBlockBase.Code>
      </div>
    </figure>
  );
}
