/** What the assistant says, as Markdown, with the sources it cites. */
import { useMemo } from "react";
import type { AssistantMessageItem } from "../../protocol/types.gen";
import { Markdown } from "../markdown/Markdown";
import styles from "./AssistantMessage.module.css";
import { SourceList } from "./SourceList";
import { SourcesContext } from "./SourceMark";
import { citationsOf, sourcesOf } from "./sources";

type AssistantMessageProps = {
  item: AssistantMessageItem;
  streaming: boolean;
  imageDomains: readonly string[];
};

export function AssistantMessage({ item, streaming, imageDomains }: AssistantMessageProps) {
  const last = item.content.length - 1;
  const sources = useMemo(() => sourcesOf(item), [item]);
  return (
    <SourcesContext value={sources}>
      <div className={styles.message}>
        {item.content.map((part, index) => (
          <Markdown
            key={index}
            text={part.text}
            citations={citationsOf(part, sources)}
            streaming={streaming && index === last}
            imageDomains={imageDomains}
          />
        ))}
        {!streaming && <SourceList sources={sources} />}
      </div>
    </SourcesContext>
  );
}
