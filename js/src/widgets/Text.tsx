/** Plain text, which may stream, or be edited. */
import type { Drawn } from "./Component";
import { FieldProblem } from "./FieldProblem";
import { isRecord, oneOf, textOf } from "./node";
import styles from "./Text.module.css";
import { textStyle } from "./textStyle";
import { useTextField } from "./useTextField";

const SIZES = ["xs", "sm", "md", "lg", "xl"] as const;

export function Text({ node }: Drawn) {
  if (isRecord(node.editable)) return <EditableText node={node} />;
  return (
    <p
      className={styles.text}
      dir="auto"
      data-size={oneOf(node.size, SIZES) ?? "md"}
      data-streaming={node.streaming === true ? "" : undefined}
      style={textStyle(node)}
    >
      {textOf(node.value)}
    </p>
  );
}

function EditableText({ node }: Pick<Drawn, "node">) {
  const rules = { ...(node.editable as object), type: "Text" };
  const { id, problem, props, submitOnEnter } = useTextField(node, node.value, rules);
  const { autoSelect, allowAutofillExtensions, invalid, ...own } = props;
  return (
    <>
      <textarea
        {...own}
        className={`${styles.text} ${styles.editable}`}
        data-size={oneOf(node.size, SIZES) ?? "md"}
        data-1p-ignore={allowAutofillExtensions ? undefined : ""}
        style={textStyle(node)}
        rows={1}
        onFocus={({ target }) => autoSelect && target.select()}
        onKeyDown={submitOnEnter}
      />
      <FieldProblem id={id} problem={problem} />
    </>
  );
}
