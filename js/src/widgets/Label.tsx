/** Names a field. */
import type { Drawn } from "./Component";
import { oneOf, textOf } from "./node";
import styles from "./Text.module.css";
import { textStyle } from "./textStyle";
import { useFieldId } from "./useField";

export function Label({ node }: Drawn) {
  const field = useFieldId(textOf(node.fieldName));
  return (
    <label
      id={`${field}-label`}
      htmlFor={field}
      className={styles.label}
      dir="auto"
      data-size={oneOf(node.size, ["xs", "sm", "md", "lg", "xl"]) ?? "sm"}
      style={textStyle(node)}
    >
      {textOf(node.value)}
    </label>
  );
}
