/** What is being typed: a text, some of whose stretches are tags. */
import type { Entity, UserMessageContent } from "@openai/chatkit";
import { fromText } from "../../protocol/content";

export type TagPart = Extract<UserMessageContent, { type: "input_tag" }>;

/** A stretch of the text that stands for something. */
export type DraftTag = { start: number; end: number; part: TagPart };

export type Draft = { text: string; tags: readonly DraftTag[] };

export const EMPTY_DRAFT: Draft = { text: "", tags: [] };

export function draftOf(content: readonly UserMessageContent[]): Draft {
  let text = "";
  const tags: DraftTag[] = [];
  for (const part of content) {
    const start = text.length;
    text += part.text;
    if (part.type === "input_tag") tags.push({ start, end: text.length, part });
  }
  return { text, tags };
}

export function contentOf({ text, tags }: Draft): UserMessageContent[] {
  const parts: UserMessageContent[] = [];
  let from = 0;
  for (const { start, end, part } of tags) {
    parts.push(...fromText(text.slice(from, start)), part);
    from = end;
  }
  return [...parts, ...fromText(text.slice(from))];
}

/** The content without white space at its ends. */
export function trimmedContent(draft: Draft): UserMessageContent[] {
  const { text } = draft;
  const trimmed = replaceRange(draft, text.trimEnd().length, text.length, "");
  return contentOf(replaceRange(trimmed, 0, text.length - text.trimStart().length, ""));
}

/**
 * The draft after the user changed its text; a tag that was changed is a tag no more.
 *
 * @param caret where the caret is in `next`: it tells "aa" typed before an "a" from after it.
 */
export function edited(draft: Draft, next: string, caret: number): Draft {
  const { text } = draft;
  const after = next.slice(caret);
  const kept = text.endsWith(after) ? after.length : commonEnd(text, next);
  const start = commonStart(text, next, Math.min(text.length, next.length) - kept);
  return replaceRange(draft, start, text.length - kept, next.slice(start, next.length - kept));
}

/** The draft with a tag in place of a stretch of its text, and a space after it. */
export function withTag(draft: Draft, start: number, end: number, part: TagPart): Draft {
  const { text, tags } = replaceRange(draft, start, end, `${part.text} `);
  const tag = { start, end: start + part.text.length, part };
  return { text, tags: [...tags, tag].sort((a, b) => a.start - b.start) };
}

/** The draft with a stretch of its text replaced; tags that it touches become text. */
export function replaceRange(draft: Draft, start: number, end: number, by: string): Draft {
  const shift = by.length - (end - start);
  const tags = draft.tags.flatMap((tag) => {
    if (tag.end <= start) return [tag];
    if (tag.start >= end) return [{ ...tag, start: tag.start + shift, end: tag.end + shift }];
    return [];
  });
  return { text: draft.text.slice(0, start) + by + draft.text.slice(end), tags };
}

/** The tag that an entity becomes in a message. */
export function tagOf({ id, title, group, data, interactive }: Entity): TagPart {
  return {
    type: "input_tag",
    id,
    text: title,
    data: data ?? {},
    ...(group === undefined ? {} : { group }),
    ...(interactive === undefined ? {} : { interactive }),
  };
}

function commonStart(a: string, b: string, limit: number): number {
  let length = 0;
  while (length < limit && a[length] === b[length]) length += 1;
  return length;
}

function commonEnd(a: string, b: string): number {
  const limit = Math.min(a.length, b.length);
  let length = 0;
  while (length < limit && a.at(-1 - length) === b.at(-1 - length)) length += 1;
  return length;
}
