/** Shows a widget in tests, and keeps the actions that it runs. */
import { act } from "@testing-library/react";
import { useState } from "react";
import { type Answers, showChat } from "../frame/testing";
import type { ActionConfig } from "../protocol/types.gen";
import { Widget } from "./Widget";

const NO_DOMAINS: readonly string[] = [];

type Settings = {
  onAction?: (action: ActionConfig) => Promise<unknown>;
  imageDomains?: readonly string[];
  answers?: Answers;
};

export function showWidget(widget: unknown, settings: Settings = {}) {
  const { onAction, imageDomains = NO_DOMAINS, answers } = settings;
  const actions: ActionConfig[] = [];
  const run = (action: ActionConfig) => {
    actions.push(action);
    return onAction ? onAction(action) : Promise.resolve();
  };
  let replace: (widget: unknown) => void = () => {};
  function Shown() {
    const [shown, setShown] = useState(widget);
    replace = setShown;
    return <Widget widget={shown} imageDomains={imageDomains} onAction={run} />;
  }
  const { container } = showChat(<Shown />, {}, answers);
  /** Shows another widget in its place, as after an update from the server. */
  const update = (next: unknown) => act(() => replace(next));
  return { container, actions, update };
}

/** A card with these components in it. */
export function card(...children: object[]) {
  return { type: "Card", children };
}

/** A promise that the test settles. */
export function deferred() {
  let settle: () => void = () => {};
  const promise = new Promise<void>((resolve) => {
    settle = resolve;
  });
  return { promise, settle };
}
