/** A whole widget: draws it, and runs what the user does in it. */
import { useCallback, useId, useMemo, useRef, useState } from "react";
import type { ActionConfig } from "../protocol/types.gen";
import { Component } from "./Component";
import { Guard, Note, t } from "./kit";
import { childrenOf, isNode, type Node, textOf } from "./node";
import styles from "./roots.module.css";
import { WidgetContext } from "./scope";

export type WidgetProps = {
  /** The widget as it came from the server, or from the page. */
  widget: unknown;
  /** Hosts that images may come from. */
  imageDomains: readonly string[];
  /** Runs an action; rejects with a readable message. */
  onAction: (action: ActionConfig) => Promise<unknown>;
};

export function Widget({ widget, imageDomains, onAction }: WidgetProps) {
  const id = useId();
  const [busy, setBusy] = useState(false);
  const blocked = useRef(false);
  const [problem, setProblem] = useState<string | null>(null);
  const labels = useMemo(() => (isNode(widget) ? labelledFields(widget).join("\n") : ""), [widget]);
  const run = useCallback(
    async (action: ActionConfig, whole: boolean) => {
      if (blocked.current) return;
      setProblem(null);
      blocked.current = whole;
      setBusy(whole);
      try {
        await onAction(action);
      } catch (error) {
        setProblem(error instanceof Error ? error.message : String(error));
      } finally {
        if (whole) {
          blocked.current = false;
          setBusy(false);
        }
      }
    },
    [onAction],
  );
  const scope = useMemo(() => ({ id, imageDomains, labels, run }), [id, imageDomains, labels, run]);
  if (!isNode(widget)) return <Note text={t("widget.broken")} />;
  return (
    <Guard subject={widget} fallback={<Note text={t("widget.broken")} />}>
      <WidgetContext value={scope}>
        <div className={styles.widget} aria-busy={busy || undefined}>
          <Component node={widget} depth={0} />
          {problem !== null && (
            <p role="alert" className={styles.error}>
              {problem}
            </p>
          )}
        </div>
      </WidgetContext>
    </Guard>
  );
}

/** The names of the fields that a Label names. */
function labelledFields(node: Node, depth = 0): string[] {
  const own = node.type === "Label" ? [textOf(node.fieldName)] : [];
  if (depth > 60) return own;
  return [...own, ...childrenOf(node).flatMap((child) => labelledFields(child, depth + 1))];
}
