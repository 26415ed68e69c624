/** One field of a widget: its value, its problem, its place in a form, its action. */
import { useEffect, useRef, useState } from "react";
import { valueAt } from "./formFields";
import { type Node, textOf } from "./node";
import { useForm, useWidget } from "./scope";
import { useAction } from "./useAction";

interface FieldOptions<T> {
  readonly node: Node;
  readonly name: string;
  /** What is in it until the user changes it. */
  readonly initial: T;
  /** What is sent; undefined when there is nothing to send. */
  readonly sent: (value: T) => unknown;
  readonly problemOf: (value: T) => string | null;
}

export function useField<T>(options: FieldOptions<T>) {
  const { node, name, initial } = options;
  const { labels } = useWidget();
  const form = useForm();
  const id = useFieldId(name);
  const { pending, act } = useAction("none");
  const [typed, setTyped] = useState<{ value: T } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  // What the user has changed stays when the widget is updated around it.
  const value = typed ? typed.value : initial;
  const latest = useRef({ ...options, value });
  latest.current = { ...options, value };

  useEffect(() => {
    if (name === "") return;
    return form?.fields.add({
      name,
      value: () => latest.current.sent(latest.current.value),
      problem: () => latest.current.problemOf(latest.current.value),
      show: setProblem,
      focus: () => document.getElementById(id)?.focus(),
    });
  }, [form, name, id]);

  /** Takes a new value; `settled` when the user is done with it, so that its action runs. */
  const change = (next: T, settled: boolean) => {
    latest.current.value = next;
    setTyped({ value: next });
    setProblem(null);
    if (!settled) return;
    const own = valueAt(name, options.sent(next) ?? null);
    act(node.onChangeAction, { ...form?.fields.values(), ...own });
  };
  const named = labels.split("\n").includes(name);
  return { id, value, change, problem, pending, label: named ? undefined : labelOf(node, name) };
}

/** The id of the control for the field of this name. */
export function useFieldId(name: string): string {
  // Lists of ids have spaces between them.
  return `${useWidget().id}${name.replaceAll(/\s/g, "_")}`;
}

/** What a field without a Label is called. */
function labelOf(node: Node, name: string): string {
  return textOf(node.ariaLabel) || textOf(node.placeholder) || name;
}

/** What a control says of the problem below it. */
export function problemProps(id: string, problem: string | null) {
  return problem === null
    ? {}
    : { "aria-invalid": true as const, "aria-describedby": `${id}-problem` };
}
