/** A choice from a list that opens. */
import { useRef, useState } from "react";
import type { Drawn } from "./Component";
import styles from "./Field.module.css";
import { FieldProblem } from "./FieldProblem";
import { t } from "./kit";
import { isRecord, textOf } from "./node";
import { type Option, OptionList } from "./OptionList";
import { Popup } from "./Popup";
import { Trigger } from "./Trigger";
import { problemProps, useField } from "./useField";

export function Select({ node }: Drawn) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLSpanElement>(null);
  const { id, value, change, problem, pending, label } = useField<string>({
    node,
    name: textOf(node.name),
    initial: textOf(node.defaultValue),
    sent: (chosen) => chosen || undefined,
    problemOf: (chosen) => (node.required === true && chosen === "" ? t("widget.choose") : null),
  });
  const options = optionsOf(node.options);
  const choose = (chosen: string) => {
    setOpen(false);
    root.current?.querySelector("button")?.focus();
    if (chosen !== value) change(chosen, true);
  };
  return (
    <span className={node.block === true ? styles.field : `${styles.field} ${styles.inline}`}>
      <Trigger
        node={node}
        id={id}
        label={label}
        text={options.find((option) => option.value === value)?.label ?? ""}
        placeholder={textOf(node.placeholder) || t("widget.select")}
        popup="listbox"
        open={open}
        busy={pending}
        problemProps={problemProps(id, problem)}
        root={root}
        onToggle={() => setOpen(!open)}
        onClear={() => choose("")}
      />
      {open && (
        <Popup anchor={root} wide onClose={() => setOpen(false)}>
          <OptionList
            label={label ?? textOf(node.name)}
            options={options}
            chosen={value}
            searchable={node.searchable === true}
            onChoose={choose}
          />
        </Popup>
      )}
      <FieldProblem id={id} problem={problem} />
    </span>
  );
}

function optionsOf(value: unknown): Option[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isRecord).map((option) => ({
    value: textOf(option.value),
    label: textOf(option.label) || textOf(option.value),
    description: textOf(option.description),
    disabled: option.disabled === true,
  }));
}
