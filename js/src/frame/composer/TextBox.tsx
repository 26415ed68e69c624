/** The text being typed. Tags are drawn behind it, letter for letter, so it stays a plain text box. */
import type { ClipboardEvent, KeyboardEvent, RefObject } from "react";
import { useLayoutEffect, useRef } from "react";
import type { Draft } from "./draft";
import styles from "./TextBox.module.css";
import { useAutoHeight } from "./useAutoHeight";

/** The id of the text box in the frame's document. */
export const COMPOSER_ID = "composer";

/** The list of suggestions that belongs to the text box. */
export type ListAria = { listId: string; activeId: string | undefined } | null;

type TextBoxProps = {
  box: RefObject<HTMLTextAreaElement | null>;
  draft: Draft;
  label: string;
  placeholder: string;
  disabled: boolean;
  list: ListAria;
  onChange: (text: string, caret: number) => void;
  onCaret: (caret: number) => void;
  onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
  /** Absent where files can not be attached. */
  onFiles: ((files: File[]) => void) | undefined;
};

export function TextBox(props: TextBoxProps) {
  const { box, draft, list } = props;
  const backdrop = useRef<HTMLDivElement>(null);
  useAutoHeight(box, draft.text);
  const follow = () => {
    if (backdrop.current && box.current) backdrop.current.scrollTop = box.current.scrollTop;
  };
  useLayoutEffect(follow);

  return (
    <div className={styles.field}>
      {draft.tags.length > 0 && <Backdrop ref={backdrop} draft={draft} />}
      <textarea
        ref={box}
        id={COMPOSER_ID}
        className={styles.box}
        rows={1}
        // The placeholder is in the language of the chat.
        dir={draft.text === "" ? undefined : "auto"}
        value={draft.text}
        placeholder={props.placeholder}
        aria-label={props.label}
        aria-autocomplete={list ? "list" : undefined}
        aria-controls={list?.listId}
        aria-activedescendant={list?.activeId}
        disabled={props.disabled}
        onChange={({ target }) => props.onChange(target.value, target.selectionEnd)}
        onSelect={({ currentTarget }) => props.onCaret(caretOf(currentTarget))}
        onKeyDown={(event) => {
          selectWholeTag(event, draft);
          props.onKeyDown(event);
        }}
        onPaste={(event) => props.onFiles && takeFiles(event, props.onFiles)}
        onScroll={follow}
      />
    </div>
  );
}

type BackdropProps = { ref: RefObject<HTMLDivElement | null>; draft: Draft };

function Backdrop({ ref, draft: { text, tags } }: BackdropProps) {
  let from = 0;
  const pieces = tags.map(({ start, end }) => {
    const before = text.slice(from, start);
    from = end;
    return (
      <span key={start}>
        {before}
        <mark className={styles.tag}>{text.slice(start, end)}</mark>
      </span>
    );
  });
  return (
    <div ref={ref} className={styles.backdrop} aria-hidden="true" dir="auto">
      {pieces}
      {text.slice(from)}
    </div>
  );
}

/** Lets Backspace and Delete take a tag away as one; the browser can undo that. */
function selectWholeTag({ key, currentTarget }: KeyboardEvent<HTMLTextAreaElement>, draft: Draft) {
  const { selectionStart, selectionEnd } = currentTarget;
  if (selectionStart !== selectionEnd) return;
  const tag = draft.tags.find(({ start, end }) => {
    if (key === "Backspace") return selectionStart > start && selectionStart <= end;
    return key === "Delete" && selectionStart >= start && selectionStart < end;
  });
  if (tag) currentTarget.setSelectionRange(tag.start, tag.end);
}

function takeFiles(event: ClipboardEvent, onFiles: (files: File[]) => void): void {
  const files = [...event.clipboardData.files];
  if (files.length === 0) return;
  event.preventDefault();
  onFiles(files);
}

// While text is marked no search is wanted.
function caretOf({ selectionStart, selectionEnd }: HTMLTextAreaElement): number {
  return selectionStart === selectionEnd ? selectionEnd : 0;
}
