/** Markdown, which may stream. */
import type { Drawn } from "./Component";
import { Markdown as FrameMarkdown } from "./kit";
import { textOf } from "./node";
import { useWidget } from "./scope";
import styles from "./Text.module.css";

export function Markdown({ node }: Drawn) {
  const { imageDomains } = useWidget();
  return (
    <div className={styles.markdown}>
      <FrameMarkdown
        text={textOf(node.value)}
        streaming={node.streaming === true}
        imageDomains={imageDomains}
      />
    </div>
  );
}
