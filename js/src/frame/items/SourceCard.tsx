/** What is known of a source. */
import type { Source } from "../../protocol/types.gen";
import { linkTarget } from "../markdown/urls";
import { EntityPreview } from "./EntityPreview";
import styles from "./Sources.module.css";
import { entityOf } from "./sources";

export function SourceCard({ source }: { source: Source }) {
  const { title, description } = source;
  const origin = originOf(source);
  return (
    <span className={styles.card}>
      {origin && <span className={styles.origin}>{origin}</span>}
      <strong>{title}</strong>
      {description && <span className={styles.description}>{description}</span>}
      {source.type === "entity" && source.preview === "lazy" && (
        <EntityPreview entity={entityOf(source)} />
      )}
    </span>
  );
}

function originOf(source: Source): string {
  const parts = [placeOf(source), source.timestamp?.slice(0, 10)];
  return parts.filter(Boolean).join(" · ");
}

function placeOf(source: Source): string | null | undefined {
  switch (source.type) {
    case "url":
      return source.attribution ?? hostOf(source.url);
    case "file":
      return source.filename === source.title ? null : source.filename;
    default:
      return source.label ?? source.group;
  }
}

function hostOf(url: string): string | null {
  return linkTarget(url) && new URL(url).hostname.replace(/^www\./, "");
}
