import type { Command, Entity } from "@openai/chatkit";
import { type KeyboardEvent, useEffect, useId, useState } from "react";
import { t } from "../../i18n";
import { nextIndex } from "../common/Menu";
import { useAsk, useChat, useSend } from "../context";
import { type Draft, replaceRange, tagOf, withTag } from "./draft";
import { optionId, type Suggestion } from "./Suggestions";
import { type Trigger, triggerAt } from "./trigger";
import { useBuiltInCommands } from "./useBuiltInCommands";

/** What the composer does with a suggestion that was chosen. */
type Apply = (draft: Draft, caret: number) => void;

/** The list of suggestions, while there is one. */
export type OpenSuggestions = {
  id: string;
  label: string;
  found: readonly Suggestion[];
  active: number;
  activeId: string | undefined;
  loading: boolean;
};

type Listed<T> = { key: string; found: readonly T[] };

/** A further menu that a command led to. */
type Submenu = { start: number; commands: readonly Command[] };

export type SuggestionKeys = {
  open: OpenSuggestions | null;
  /** Takes a key that is meant for the list. @returns whether it was. */
  onKeyDown: (event: KeyboardEvent) => boolean;
};

/** Searches for what the caret is in, and puts what is chosen in its place. */
export function useSuggestions(draft: Draft, caret: number, apply: Apply): SuggestionKeys {
  const id = useId();
  const [dismissed, setDismissed] = useState<string | null>(null);
  const [highlighted, setHighlighted] = useState({ key: "", index: 0 });
  const trigger = useTrigger(draft, caret);
  const key = trigger ? `${trigger.kind}${trigger.start} ${trigger.query}` : "";
  const entities = useEntities(trigger, key, draft, apply);
  const commands = useCommands(trigger, key, draft, apply);
  const { found, loading } = trigger?.kind === "@" ? entities : commands;
  if (!trigger || dismissed === placeOf(trigger)) return { open: null, onKeyDown: () => false };

  const active = highlighted.key === key ? Math.min(highlighted.index, found.length - 1) : 0;
  const highlight = (index: number) => setHighlighted({ key, index });
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (event.key === "Escape") setDismissed(placeOf(trigger));
    else if (!actOn(event, found, active, highlight)) return false;
    event.preventDefault();
    return true;
  };
  const label = t(trigger.kind === "@" ? "composer.mention" : "composer.commands");
  const activeId = found.length > 0 ? optionId(id, active) : undefined;
  return { open: { id, label, found, active, activeId, loading }, onKeyDown };
}

/** Chooses or highlights as a key says. @returns whether the key is one for it. */
function actOn(
  event: KeyboardEvent,
  found: readonly Suggestion[],
  active: number,
  highlight: (index: number) => void,
): boolean {
  if (found.length === 0) return false;
  if (isChoice(event)) {
    found[active]?.choose();
    return true;
  }
  const next = event.key.startsWith("Arrow") ? nextIndex(event.key, active, found.length) : null;
  if (next !== null) highlight(next);
  return next !== null;
}

function useTrigger(draft: Draft, caret: number): Trigger | null {
  const entities = useChat((state) => state.options.entities.search);
  const commands = useChat((state) => state.options.commands.enabled);
  const trigger = triggerAt(draft.text, caret);
  if (
    trigger &&
    draft.tags.some(({ start, end }) => start <= trigger.start && trigger.end <= end)
  ) {
    return null;
  }
  return (trigger?.kind === "@" ? entities : commands) ? trigger : null;
}

function useEntities(trigger: Trigger | null, key: string, draft: Draft, apply: Apply) {
  const ask = useAsk();
  const wanted = trigger?.kind === "@" ? trigger : null;
  const { found, loading } = useSearch(wanted && key, () =>
    ask("searchEntities", { query: wanted?.query ?? "" }),
  );
  const choose = (entity: Entity) => {
    if (wanted) insertEntity(draft, wanted, entity, apply);
  };
  const suggestions = byGroup(found).map((entity) => ({
    id: entity.id,
    label: entity.title,
    icon: entity.icon,
    group: entity.group,
    description: entity.data?.detail,
    choose: () => choose(entity),
  }));
  return { found: suggestions, loading };
}

function useCommands(trigger: Trigger | null, key: string, draft: Draft, apply: Apply) {
  const ask = useAsk();
  const send = useSend();
  const wanted = trigger?.kind === "/" ? trigger : null;
  const search = useChat((state) => state.options.commands.search);
  const [submenu, setSubmenu] = useState<Submenu | null>(null);
  const nested = wanted && submenu?.start === wanted.start ? submenu : null;
  const builtIn = useBuiltInCommands(wanted?.query ?? "");
  const { found, loading } = useSearch(search && !nested ? wanted && key : null, () =>
    ask("searchCommands", { query: wanted?.query ?? "" }),
  );
  const choose = async (command: Command) => {
    if (!wanted) return;
    const selection = await ask("selectCommand", { command }).catch((error: Error) => {
      send({ type: "log", name: "command.failed", data: { message: error.message } });
      return null;
    });
    if (selection?.type === "entity") insertEntity(draft, wanted, selection.entity, apply);
    else if (selection?.type === "menu") {
      // What was typed led here; from now on it searches this menu.
      apply(replaceRange(draft, wanted.start + 1, wanted.end, ""), wanted.start + 1);
      setSubmenu({ ...wanted, commands: selection.commands });
    } else apply(replaceRange(draft, wanted.start, wanted.end, ""), wanted.start);
  };
  const own = nested ? nested.commands.filter((command) => matches(command, wanted)) : found;
  const suggestions: Suggestion[] = byGroup(own).map((command) => ({
    ...command,
    choose: () => void choose(command),
  }));
  const actions = nested || !wanted ? [] : builtIn;
  const withoutTrigger = (run: () => void) => () => {
    if (wanted) apply(replaceRange(draft, wanted.start, wanted.end, ""), wanted.start);
    run();
  };
  return {
    found: [
      ...suggestions,
      ...actions.map((each) => ({ ...each, choose: withoutTrigger(each.choose) })),
    ],
    loading,
  };
}

/** What a search found, for a key that says what is searched for; shown until there is newer. */
function useSearch<T>(key: string | null | false, search: () => Promise<readonly T[]>) {
  const [listed, setListed] = useState<Listed<T> | null>(null);
  useEffect(() => {
    if (!key) {
      setListed(null);
      return;
    }
    let current = true;
    search()
      .catch(() => [])
      .then((found) => current && setListed({ key, found }));
    return () => {
      current = false;
    };
  }, [key]);
  return { found: listed?.found ?? [], loading: Boolean(key) && listed?.key !== key };
}

function insertEntity(draft: Draft, { start, end }: Trigger, entity: Entity, apply: Apply): void {
  apply(withTag(draft, start, end, tagOf(entity)), start + entity.title.length + 1);
}

function matches({ label }: Command, trigger: Trigger | null): boolean {
  return label.toLowerCase().includes((trigger?.query ?? "").toLowerCase());
}

/** Those of one group together, each group where its first one stands. */
function byGroup<T extends { group?: string }>(found: readonly T[]): readonly T[] {
  const groups = [...new Set(found.map(({ group }) => group))];
  return groups.flatMap((group) => found.filter((each) => each.group === group));
}

function placeOf({ kind, start }: Trigger): string {
  return `${kind}${start}`;
}

function isChoice({ key, shiftKey, nativeEvent }: KeyboardEvent): boolean {
  return (key === "Enter" || key === "Tab") && !shiftKey && !nativeEvent.isComposing;
}
