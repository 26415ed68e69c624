/** The text box, tied to the chat: the draft, the caret, and the suggestions for what is typed. */
import {
  type KeyboardEvent,
  type RefObject,
  type SyntheticEvent,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { t } from "../../i18n";
import type { ChatState } from "../../protocol/state";
import { useChat } from "../context";
import { type Draft, edited, replaceRange } from "./draft";
import { TextBox } from "./TextBox";
import { useDraft } from "./useDraft";
import { type SuggestionKeys, useSuggestions } from "./useSuggestions";

export type TypedTextControl = {
  box: RefObject<HTMLTextAreaElement | null>;
  draft: Draft;
  suggestions: SuggestionKeys;
  type: (text: string, caret: number) => void;
  moveCaret: (caret: number) => void;
  /** Types a sign at the caret, as a word of its own. */
  insert: (sign: string) => void;
  clear: () => void;
  focus: () => void;
};

export function useTypedText(): TypedTextControl {
  const box = useRef<HTMLTextAreaElement>(null);
  const { draft, change, clear } = useDraft();
  const [caret, setCaret] = useState(0);
  const place = useCaretPlacement(box);

  const apply = (next: Draft, at: number) => {
    change(next);
    setCaret(at);
    place(at);
  };
  const insert = (sign: string) => {
    const at = box.current?.selectionEnd ?? draft.text.length;
    const text = at === 0 || /\s$/.test(draft.text.slice(0, at)) ? sign : ` ${sign}`;
    apply(replaceRange(draft, at, at, text), at + text.length);
  };
  return {
    box,
    draft,
    suggestions: useSuggestions(draft, caret, apply),
    type: (text, at) => {
      change(edited(draft, text, at));
      setCaret(at);
    },
    moveCaret: setCaret,
    insert,
    clear: () => {
      clear();
      setCaret(0);
    },
    focus: () => box.current?.focus(),
  };
}

/** Puts the caret somewhere once the text that is set now is on the page. */
function useCaretPlacement(box: RefObject<HTMLTextAreaElement | null>): (at: number) => void {
  const wanted = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    box.current?.focus();
    box.current?.setSelectionRange(wanted.current, wanted.current);
    wanted.current = null;
  });
  return (at) => {
    wanted.current = at;
  };
}

type TypedTextProps = {
  typed: TypedTextControl;
  closedReason: string | null;
  onEnter: (event: SyntheticEvent) => void;
  /** Absent where files can not be attached. */
  onFiles: ((files: File[]) => void) | undefined;
};

export function TypedText({ typed, closedReason, onEnter, onFiles }: TypedTextProps) {
  const placeholder = useChat(placeholderOf) ?? t("composer.placeholder");
  const label = useChat((state) => state.options.composer.placeholder);
  const { open, onKeyDown } = typed.suggestions;
  return (
    <TextBox
      box={typed.box}
      draft={typed.draft}
      label={label ?? t("composer.placeholder")}
      placeholder={closedReason ?? placeholder}
      disabled={closedReason !== null}
      list={open && { listId: open.id, activeId: open.activeId }}
      onChange={typed.type}
      onCaret={typed.moveCaret}
      onKeyDown={(event) => {
        if (!onKeyDown(event) && isPlainEnter(event)) onEnter(event);
      }}
      onFiles={onFiles}
    />
  );
}

function placeholderOf({ options, composer }: ChatState): string | null {
  const tool = options.composer.tools.find(({ id }) => id === composer.toolId);
  return tool?.placeholderOverride ?? options.composer.placeholder;
}

// While an input method composes, Enter picks a candidate; Safari only says so by key code 229.
function isPlainEnter({ key, shiftKey, nativeEvent }: KeyboardEvent): boolean {
  return key === "Enter" && !shiftKey && !nativeEvent.isComposing && nativeEvent.keyCode !== 229;
}
