/** A box to tick. */
import type { Drawn } from "./Component";
import styles from "./Field.module.css";
import { FieldProblem } from "./FieldProblem";
import { t } from "./kit";
import { textOf } from "./node";
import { problemProps, useField } from "./useField";

export function Checkbox({ node }: Drawn) {
  const text = textOf(node.label);
  const { id, value, change, problem, pending, label } = useField<boolean>({
    node,
    name: textOf(node.name),
    initial: node.defaultChecked === true,
    sent: (checked) => checked,
    problemOf: (checked) => (node.required === true && !checked ? t("widget.tick") : null),
  });
  return (
    <span className={styles.field}>
      <label className={styles.choice}>
        <input
          id={id}
          type="checkbox"
          checked={value}
          disabled={node.disabled === true || pending}
          aria-label={text ? undefined : label}
          aria-required={node.required === true || undefined}
          onChange={({ target }) => change(target.checked, true)}
          {...problemProps(id, problem)}
        />
        {text && <span>{text}</span>}
      </label>
      <FieldProblem id={id} problem={problem} />
    </span>
  );
}
