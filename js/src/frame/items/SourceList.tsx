/** The sources of an answer, below it. */
import { Document, Globe } from "@openai/apps-sdk-ui/components/Icon";
import { t } from "../../i18n";
import type { Source } from "../../protocol/types.gen";
import { Disclosure } from "../common/Disclosure";
import { NamedIcon } from "../common/NamedIcon";
import { useChat, useSend } from "../context";
import { Link } from "../markdown/Link";
import { linkTarget } from "../markdown/urls";
import styles from "./Sources.module.css";
import { entityOf, keyOf } from "./sources";

export function SourceList({ sources }: { sources: readonly Source[] }) {
  if (sources.length === 0) return null;
  return (
    <Disclosure label={t("item.sources", { count: sources.length })}>
      <ol className={styles.list}>
        {sources.map((source) => (
          <li key={keyOf(source)} className={styles.source}>
            <SourceIcon source={source} />
            <SourceName source={source} />
          </li>
        ))}
      </ol>
    </Disclosure>
  );
}

function SourceIcon({ source }: { source: Source }) {
  if (source.type === "url") return <Globe aria-hidden="true" />;
  if (source.type === "entity" && source.icon) return <NamedIcon name={source.icon} />;
  return <Document aria-hidden="true" />;
}

function SourceName({ source }: { source: Source }) {
  const send = useSend();
  const clickable = useChat((state) => state.options.entities.click);
  if (source.type === "url") {
    return <Link href={linkTarget(source.url) ?? undefined}>{source.title || source.url}</Link>;
  }
  if (source.type === "entity" && source.interactive && clickable) {
    const entity = entityOf(source);
    return (
      <button
        type="button"
        className={styles.entity}
        onClick={() => send({ type: "clickEntity", entity })}
      >
        {source.title}
      </button>
    );
  }
  return <span>{source.title}</span>;
}
