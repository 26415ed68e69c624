/** Runs the actions of a component. */
import { useCallback, useRef, useState } from "react";
import type { ActionConfig } from "../protocol/types.gen";
import type { Payload } from "./formFields";
import { isRecord, oneOf } from "./node";
import { useWidget } from "./scope";

/** What is shown as busy while an action runs: nothing, the component, or its whole widget. */
export type Loading = "none" | "self" | "container";

const NO_VALUES: Payload = {};

/**
 * @param auto what an action shows as busy that does not say
 * @returns whether the component is busy, and what runs an action with the values of fields
 */
export function useAction(auto: Loading) {
  const { run } = useWidget();
  const [pending, setPending] = useState(false);
  const running = useRef(false);
  const act = useCallback(
    async (config: unknown, values: Payload = NO_VALUES) => {
      const action = actionOf(config, values);
      if (action === null || running.current) return;
      const loading = loadingOf(action, auto);
      if (loading !== "none" && isSecondClick()) return;
      running.current = loading !== "none";
      setPending(loading === "self");
      await run(action, loading === "container");
      running.current = false;
      setPending(false);
    },
    [run, auto],
  );
  return { pending, act };
}

/** Whether a double click's second half is being handled, which may come after a quick answer. */
function isSecondClick(): boolean {
  return window.event instanceof MouseEvent && window.event.detail > 1;
}

function loadingOf({ loadingBehavior = "auto" }: ActionConfig, auto: Loading): Loading {
  return loadingBehavior === "auto" ? auto : loadingBehavior;
}

/** The action with the values in its payload, or null when it is none. */
export function actionOf(config: unknown, values: Payload): ActionConfig | null {
  if (!isRecord(config) || typeof config.type !== "string") return null;
  const payload = { ...(isRecord(config.payload) ? config.payload : {}), ...values };
  return {
    type: config.type,
    handler: oneOf(config.handler, ["client", "server"]) ?? "server",
    streaming: config.streaming !== false,
    loadingBehavior: oneOf(config.loadingBehavior, ["auto", "none", "self", "container"]) ?? "auto",
    ...(Object.keys(payload).length > 0 ? { payload } : {}),
  };
}
