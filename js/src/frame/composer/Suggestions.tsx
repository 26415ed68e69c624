/** The list above the text box: what `@` or `/` found. */
import { LoadingIndicator } from "@openai/apps-sdk-ui/components/Indicator";
import { useEffect, useRef } from "react";
import { t } from "../../i18n";
import { NamedIcon } from "../common/NamedIcon";
import styles from "./Suggestions.module.css";

/** Something that can be put in place of what was typed. */
export type Suggestion = {
  id: string;
  label: string;
  description?: string;
  icon?: string;
  group?: string;
  choose: () => void;
};

type SuggestionsProps = {
  id: string;
  label: string;
  found: readonly Suggestion[];
  active: number;
  loading: boolean;
};

export function Suggestions({ id, label, found, active, loading }: SuggestionsProps) {
  return (
    <div className={styles.popup}>
      <div id={id} role="listbox" aria-label={label} tabIndex={-1} className={styles.list}>
        {found.map((suggestion, index) => (
          <Option
            key={suggestion.id}
            id={optionId(id, index)}
            suggestion={suggestion}
            active={index === active}
            startsGroup={suggestion.group !== found[index - 1]?.group}
          />
        ))}
      </div>
      {found.length === 0 && (
        <p className={styles.note} role="status">
          {loading && <LoadingIndicator size={14} />}
          {t(loading ? "composer.searching" : "composer.noResults")}
        </p>
      )}
    </div>
  );
}

/** The id of an option, for the text box to point to. */
export function optionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}

type OptionProps = { id: string; suggestion: Suggestion; active: boolean; startsGroup: boolean };

function Option({ id, suggestion, active, startsGroup }: OptionProps) {
  const { label, description, icon, group, choose } = suggestion;
  const option = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) option.current?.scrollIntoView?.({ block: "nearest" });
  }, [active]);
  return (
    <>
      {startsGroup && group && (
        <div className={styles.group} role="presentation">
          {group}
        </div>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the text box's */}
      <div
        ref={option}
        id={id}
        role="option"
        tabIndex={-1}
        aria-selected={active}
        aria-label={label}
        className={styles.option}
        // The text box keeps the focus.
        onPointerDown={(event) => event.preventDefault()}
        onClick={choose}
      >
        {icon && <NamedIcon name={icon} />}
        <span className={styles.label}>{label}</span>
        {description && <span className={styles.description}>{description}</span>}
      </div>
    </>
  );
}
