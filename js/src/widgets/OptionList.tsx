/** The list of a Select, with a field to search in it. */
import { Check } from "@openai/apps-sdk-ui/components/Icon";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { t } from "./kit";
import styles from "./Popup.module.css";

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly description: string;
  readonly disabled: boolean;
}

type OptionListProps = {
  label: string;
  options: readonly Option[];
  chosen: string;
  searchable: boolean;
  onChoose: (value: string) => void;
};

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

export function OptionList({ label, options, chosen, searchable, onChoose }: OptionListProps) {
  const id = useId();
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(chosen);
  const search = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => (search.current ?? list.current)?.focus(), []);

  const shown = options.filter((option) => matches(option, query));
  const open = shown.filter((option) => !option.disabled);
  const current = open.find((option) => option.value === active) ?? open[0];
  const activeId = current && `${id}${shown.indexOf(current)}`;
  useEffect(() => {
    if (activeId) document.getElementById(activeId)?.scrollIntoView?.({ block: "nearest" });
  }, [activeId]);

  const onKeyDown = (event: KeyboardEvent) => {
    const key = keyOf(event.key, searchable);
    if (!current || !key) return;
    event.preventDefault();
    if (key === "choose") onChoose(current.value);
    else if (key === "type") setActive((startingWith(open, event.key) ?? current).value);
    else setActive(open.at(stepFrom(open, current, key))?.value ?? "");
  };
  const control = {
    "aria-activedescendant": activeId,
    onKeyDown,
  };
  return (
    <>
      {searchable && (
        <input
          ref={search}
          className={styles.search}
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}list`}
          aria-label={t("widget.search")}
          placeholder={t("widget.search")}
          value={query}
          onChange={({ target }) => setQuery(target.value)}
          {...control}
        />
      )}
      <div
        ref={list}
        id={`${id}list`}
        role="listbox"
        tabIndex={-1}
        className={styles.options}
        aria-label={label}
        {...(searchable ? {} : control)}
      >
        {shown.map((option, index) => (
          <Row
            key={index}
            id={`${id}${index}`}
            option={option}
            chosen={option.value === chosen}
            active={option === current}
            onPoint={setActive}
            onChoose={onChoose}
          />
        ))}
      </div>
      {shown.length === 0 && <p className={styles.none}>{t("widget.noOptions")}</p>}
    </>
  );
}

type RowProps = {
  id: string;
  option: Option;
  chosen: boolean;
  active: boolean;
  onPoint: (value: string) => void;
  onChoose: (value: string) => void;
};

function Row({ id, option, chosen, active, onPoint, onChoose }: RowProps) {
  const { value, label, description, disabled } = option;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the list
    <div
      id={id}
      role="option"
      tabIndex={-1}
      className={styles.option}
      aria-selected={chosen}
      aria-disabled={disabled || undefined}
      data-active={active ? "" : undefined}
      onPointerMove={() => disabled || onPoint(value)}
      onClick={() => disabled || onChoose(value)}
    >
      <span className={styles.optionText}>
        {label}
        {description && <small>{description}</small>}
      </span>
      {chosen && <Check aria-hidden="true" />}
    </div>
  );
}

function matches({ label, description }: Option, query: string): boolean {
  return `${label} ${description}`.toLowerCase().includes(query.trim().toLowerCase());
}

/** What a key does: choose, go a step, go to what starts with it; null when it does nothing. */
function keyOf(key: string, searchable: boolean): "choose" | "type" | number | null {
  if (key === "Enter" || (key === " " && !searchable)) return "choose";
  return STEPS[key] ?? (key.length === 1 && !searchable ? "type" : null);
}

function stepFrom(options: readonly Option[], option: Option, step: number): number {
  return (options.indexOf(option) + step) % options.length;
}

function startingWith(options: readonly Option[], key: string): Option | undefined {
  return options.find(({ label }) => label.toLowerCase().startsWith(key.toLowerCase()));
}
