import type { AssistantMessageItem, EntitySource, Source } from "../../protocol/types.gen";
import type { Citation } from "../markdown/citations";

/** The sources of an answer, each once, in the order in which they are first cited. */
export function sourcesOf(item: AssistantMessageItem): readonly Source[] {
  const sources = new Map<string, Source>();
  for (const { annotations } of item.content) {
    for (const { source } of annotations ?? []) {
      if (!sources.has(keyOf(source))) sources.set(keyOf(source), source);
    }
  }
  return [...sources.values()];
}

/** Where a part of an answer cites its sources. */
export function citationsOf(
  { annotations }: AssistantMessageItem["content"][number],
  sources: readonly Source[],
): readonly Citation[] {
  const keys = sources.map(keyOf);
  return (annotations ?? []).flatMap(({ index, source }) =>
    index === null || index === undefined
      ? []
      : [{ index, number: keys.indexOf(keyOf(source)) + 1 }],
  );
}

/** The entity that a source is, as the page knows entities. */
export function entityOf({ id, title, icon, interactive, data }: EntitySource) {
  return {
    id,
    title,
    ...(icon ? { icon } : {}),
    ...(interactive === undefined ? {} : { interactive }),
    data: (data ?? {}) as Record<string, string>,
  };
}

export function keyOf(source: Source): string {
  switch (source.type) {
    case "url":
      return `url ${source.url}`;
    case "file":
      return `file ${source.filename}`;
    default:
      return `entity ${source.id}`;
  }
}
