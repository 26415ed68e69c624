/** A text field of several lines. */
import { Textarea as Field } from "@openai/apps-sdk-ui/components/Textarea";
import type { Drawn } from "./Component";
import styles from "./Field.module.css";
import { FieldProblem } from "./FieldProblem";
import { countOf, oneOf } from "./node";
import { CONTROL_SIZES, GUTTER_SIZES } from "./sizes";
import { useTextField } from "./useTextField";

const MOST_ROWS = 50;

export function Textarea({ node }: Drawn) {
  const { id, problem, props } = useTextField(node, node.defaultValue);
  return (
    <span className={styles.field}>
      <Field
        {...props}
        variant={oneOf(node.variant, ["soft", "outline"])}
        size={oneOf(node.size, CONTROL_SIZES)}
        gutterSize={oneOf(node.gutterSize, GUTTER_SIZES)}
        rows={countOf(node.rows, MOST_ROWS)}
        maxRows={countOf(node.maxRows, MOST_ROWS)}
        autoResize={node.autoResize === true}
      />
      <FieldProblem id={id} problem={problem} />
    </span>
  );
}
