/** What Input, Textarea and editable Text share. */
import type { KeyboardEvent } from "react";
import { type Node, textOf } from "./node";
import { textProblem } from "./problems";
import { useForm } from "./scope";
import { problemProps, useField } from "./useField";

/** @param rules where the field's rules are; its own properties, but for editable texts */
export function useTextField(node: Node, initial: unknown, rules: Node = node, type = "text") {
  const form = useForm();
  const field = useField<string>({
    node: rules,
    name: textOf(rules.name),
    initial: textOf(initial),
    sent: (value) => value,
    problemOf: (value) =>
      textProblem(value, {
        required: rules.required === true,
        pattern: textOf(rules.pattern),
        type,
      }),
  });
  const { id, value, change, problem, label } = field;
  const submitOnEnter = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    form?.submit();
  };
  const props = {
    id,
    value,
    dir: "auto",
    name: textOf(rules.name),
    placeholder: textOf(rules.placeholder),
    "aria-label": label,
    "aria-required": rules.required === true || undefined,
    autoSelect: rules.autoSelect === true,
    autoFocus: rules.autoFocus === true,
    autoComplete: textOf(rules.autoComplete) || undefined,
    allowAutofillExtensions: rules.allowAutofillExtensions === true,
    invalid: problem !== null,
    disabled: node.disabled === true,
    onChange: ({ target }: { target: { value: string } }) => change(target.value, false),
    ...problemProps(id, problem),
  };
  return { id, problem, props, submitOnEnter };
}
