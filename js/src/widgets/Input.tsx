/** A text field of one line. */
import { Input as Field } from "@openai/apps-sdk-ui/components/Input";
import type { Drawn } from "./Component";
import styles from "./Field.module.css";
import { FieldProblem } from "./FieldProblem";
import { oneOf } from "./node";
import { CONTROL_SIZES, GUTTER_SIZES } from "./sizes";
import { useTextField } from "./useTextField";

const TYPES = ["number", "email", "text", "password", "tel", "url"] as const;

export function Input({ node }: Drawn) {
  const type = oneOf(node.inputType, TYPES) ?? "text";
  const { id, problem, props, submitOnEnter } = useTextField(node, node.defaultValue, node, type);
  return (
    <span className={styles.field}>
      <Field
        {...props}
        type={type}
        variant={oneOf(node.variant, ["soft", "outline"])}
        size={oneOf(node.size, CONTROL_SIZES)}
        gutterSize={oneOf(node.gutterSize, GUTTER_SIZES)}
        pill={node.pill === true}
        onKeyDown={submitOnEnter}
      />
      <FieldProblem id={id} problem={problem} />
    </span>
  );
}
