/** A mark in an answer's text where a source is cited. */
import { createContext, useContext } from "react";
import { t } from "../../i18n";
import type { EntitySource, Source } from "../../protocol/types.gen";
import { HoverCard } from "../common/HoverCard";
import { NamedIcon } from "../common/NamedIcon";
import { useChat, useSend } from "../context";
import { linkTarget } from "../markdown/urls";
import { SourceCard } from "./SourceCard";
import styles from "./Sources.module.css";
import { entityOf } from "./sources";

/** The sources of the answer that is being shown. */
export const SourcesContext = createContext<readonly Source[]>([]);

/** Stands for the `cite` element that the Markdown plugin makes; its title is the number. */
export function SourceMark({ title = "" }: { title?: string }) {
  const source = useContext(SourcesContext)[Number(title) - 1];
  if (!source) return null;
  const name = t("item.source", { number: title, title: source.title });
  return (
    <HoverCard card={<SourceCard source={source} />}>
      {(describedBy) => (
        <Mark source={source} number={title} name={name} describedBy={describedBy} />
      )}
    </HoverCard>
  );
}

type MarkProps = { source: Source; number: string; name: string; describedBy: string | undefined };

function Mark({ source, number, name, describedBy }: MarkProps) {
  const shared = { className: styles.mark, "aria-label": name, "aria-describedby": describedBy };
  const href = source.type === "url" ? linkTarget(source.url) : null;
  if (href) {
    return (
      <a {...shared} href={href} target="_blank" rel="noopener noreferrer">
        {number}
      </a>
    );
  }
  if (source.type === "entity") return <EntityMark {...shared} source={source} number={number} />;
  return (
    <button type="button" {...shared}>
      {number}
    </button>
  );
}

type EntityMarkProps = { source: EntitySource; number: string; className?: string };

function EntityMark({ source, number, ...shared }: EntityMarkProps) {
  const send = useSend();
  const clickable = useChat((state) => state.options.entities.click) && source.interactive;
  return (
    <button
      type="button"
      {...shared}
      onClick={() => clickable && send({ type: "clickEntity", entity: entityOf(source) })}
    >
      {source.inline_label && <NamedIcon name={source.icon} />}
      {source.inline_label ?? number}
    </button>
  );
}
