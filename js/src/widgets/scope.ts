/** What every component of a widget can reach: the widget it is in, and the form. */
import { createContext, useContext } from "react";
import type { ActionConfig } from "../protocol/types.gen";
import type { FormFields } from "./formFields";

export interface WidgetScope {
  /** Makes ids of fields unlike those of other widgets. */
  readonly id: string;
  /** Hosts that images may come from. */
  readonly imageDomains: readonly string[];
  /** Names of fields that have a Label, joined by line breaks. */
  readonly labels: string;
  /** Runs an action; `whole` shows the widget as busy meanwhile. Never rejects. */
  readonly run: (action: ActionConfig, whole: boolean) => Promise<void>;
}

export interface FormScope {
  readonly fields: FormFields;
  /** Checks the fields and, if they may be sent, runs the form's action, or else this one. */
  readonly submit: (otherwise?: unknown) => void;
}

export const WidgetContext = createContext<WidgetScope | null>(null);
export const FormContext = createContext<FormScope | null>(null);

export function useWidget(): WidgetScope {
  const scope = useContext(WidgetContext);
  if (!scope) throw new Error("This component must be inside a widget.");
  return scope;
}

/** The form around the component, if any. */
export function useForm(): FormScope | null {
  return useContext(FormContext);
}
