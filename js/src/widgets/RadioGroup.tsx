/** A choice of one from a few that are all in sight. */
import type { Drawn } from "./Component";
import styles from "./Field.module.css";
import { FieldProblem } from "./FieldProblem";
import { t } from "./kit";
import { isRecord, textOf } from "./node";
import { problemProps, useField } from "./useField";

export function RadioGroup({ node }: Drawn) {
  const { id, value, change, problem, pending, label } = useField<string>({
    node,
    name: textOf(node.name),
    initial: textOf(node.defaultValue),
    sent: (chosen) => chosen || undefined,
    problemOf: (chosen) => (node.required === true && chosen === "" ? t("widget.choose") : null),
  });
  const options = Array.isArray(node.options) ? node.options.filter(isRecord) : [];
  return (
    <span className={styles.field}>
      <span
        id={id}
        role="radiogroup"
        tabIndex={-1}
        className={styles.choices}
        data-direction={node.direction === "col" ? "col" : "row"}
        aria-label={label}
        aria-labelledby={label === undefined ? `${id}-label` : undefined}
        aria-required={node.required === true || undefined}
        {...problemProps(id, problem)}
      >
        {options.map((option, index) => (
          <label key={index} className={styles.choice}>
            <input
              type="radio"
              name={id}
              checked={textOf(option.value) === value && value !== ""}
              disabled={node.disabled === true || option.disabled === true || pending}
              onChange={() => change(textOf(option.value), true)}
            />
            <span>{textOf(option.label) || textOf(option.value)}</span>
          </label>
        ))}
      </span>
      <FieldProblem id={id} problem={problem} />
    </span>
  );
}
