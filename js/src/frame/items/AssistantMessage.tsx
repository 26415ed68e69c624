/** What the assistant says, as Markdown, with the sources it cites. */
import type { AssistantMessageItem, Source } from "../../protocol/types.gen";
import { Link } from "../markdown/Link";
import { Markdown } from "../markdown/Markdown";
import { linkTarget } from "../markdown/urls";
import styles from "./AssistantMessage.module.css";

type AssistantMessageProps = {
  item: AssistantMessageItem;
  streaming: boolean;
  imageDomains: readonly string[];
};

export function AssistantMessage({ item, streaming, imageDomains }: AssistantMessageProps) {
  const last = item.content.length - 1;
  return (
    <div className={styles.message}>
      {item.content.map((part, index) => (
        <Markdown
          key={index}
          text={part.text}
          streaming={streaming && index === last}
          imageDomains={imageDomains}
        />
      ))}
      {!streaming && <Sources item={item} />}
    </div>
  );
}

function Sources({ item }: { item: AssistantMessageItem }) {
  const sources = new Map<string, Source>();
  for (const part of item.content) {
    for (const { source } of part.annotations ?? []) sources.set(sourceKey(source), source);
  }
  if (sources.size === 0) return null;
  return (
    <ul className={styles.sources}>
      {[...sources].map(([key, source]) => (
        <li key={key}>
          {source.type === "url" ? (
            <Link href={linkTarget(source.url) ?? undefined}>{source.title || source.url}</Link>
          ) : (
            source.title
          )}
        </li>
      ))}
    </ul>
  );
}

function sourceKey(source: Source): string {
  switch (source.type) {
    case "url":
      return source.url;
    case "file":
      return source.filename;
    default:
      return source.id;
  }
}
