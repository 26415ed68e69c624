/** The button of a Select or a DatePicker: shows the value, opens the choice, takes it back. */
import { ChevronDownVector, X } from "@openai/apps-sdk-ui/components/Icon";
import type { KeyboardEvent, ReactNode, RefObject } from "react";
import styles from "./Field.module.css";
import { Button, t } from "./kit";
import { type Node, oneOf } from "./node";
import { CONTROL_SIZES, CONTROL_VARIANTS } from "./sizes";

const OPENING = new Set(["ArrowDown", "ArrowUp"]);

type TriggerProps = {
  node: Node;
  id: string;
  label: string | undefined;
  /** What is chosen, as text; empty while nothing is. */
  text: string;
  placeholder: string;
  icon?: ReactNode;
  popup: "listbox" | "dialog";
  open: boolean;
  busy: boolean;
  problemProps: object;
  root: RefObject<HTMLSpanElement | null>;
  onToggle: () => void;
  onClear: () => void;
};

export function Trigger(props: TriggerProps) {
  const { node, id, label, text, placeholder, icon, popup, open, busy, root } = props;
  const disabled = node.disabled === true || busy;
  const clearable = node.clearable === true && text !== "" && !disabled;
  const openOnArrow = (event: KeyboardEvent) => {
    if (open || !OPENING.has(event.key)) return;
    event.preventDefault();
    props.onToggle();
  };
  return (
    <span
      ref={root}
      className={node.block === true ? `${styles.control} ${styles.block}` : styles.control}
    >
      <Button
        id={id}
        color="secondary"
        variant={oneOf(node.variant, CONTROL_VARIANTS) ?? "outline"}
        size={oneOf(node.size, CONTROL_SIZES) ?? "md"}
        pill={node.pill === true}
        block={node.block === true}
        disabled={disabled}
        aria-haspopup={popup}
        aria-expanded={open}
        {...nameOf(id, label, text)}
        onClick={props.onToggle}
        onKeyDown={openOnArrow}
        {...props.problemProps}
      >
        {icon}
        <span
          id={`${id}-value`}
          className={styles.value}
          data-empty={text ? undefined : ""}
          data-clearable={clearable ? "" : undefined}
        >
          {text || placeholder}
        </span>
        <ChevronDownVector aria-hidden="true" />
      </Button>
      {clearable && (
        <button
          type="button"
          className={styles.clear}
          aria-label={t("widget.clear")}
          onClick={props.onClear}
        >
          <X aria-hidden="true" />
        </button>
      )}
    </span>
  );
}

/** The accessible name: that of the field, and what is chosen. */
function nameOf(id: string, label: string | undefined, text: string) {
  if (label === undefined) return { "aria-labelledby": `${id}-label ${id}-value` };
  return { "aria-label": text ? `${label}, ${text}` : label };
}
