/** Makes what is in it one form. */
import { type ReactNode, useCallback, useMemo, useRef } from "react";
import { FormFields } from "./formFields";
import { FormContext } from "./scope";
import { useAction } from "./useAction";

type FormProviderProps = {
  /** The action that the fields are sent with. */
  action: unknown;
  children: (form: { pending: boolean; submit: () => void }) => ReactNode;
};

export function FormProvider({ action, children }: FormProviderProps) {
  const { pending, act } = useAction("container");
  const latest = useRef(action);
  latest.current = action;
  const fields = useMemo(() => new FormFields(), []);
  const submit = useCallback(
    (otherwise?: unknown) => {
      if (fields.check()) act(latest.current ?? otherwise, fields.values());
    },
    [fields, act],
  );
  const scope = useMemo(() => ({ fields, submit }), [fields, submit]);
  return <FormContext value={scope}>{children({ pending, submit })}</FormContext>;
}
