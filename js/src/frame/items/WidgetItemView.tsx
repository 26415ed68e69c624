/** A widget of the thread; the program that draws widgets is fetched for the first one. */
import { useCallback } from "react";
import { t } from "../../i18n";
import type { ActionConfig, WidgetItem } from "../../protocol/types.gen";
import { loadWidgets } from "../chunks";
import { useAsk, useWhenIdle } from "../context";
import { useChunk } from "../useChunk";
import { Note } from "./Note";
import styles from "./WidgetItemView.module.css";

type WidgetItemViewProps = { item: WidgetItem; imageDomains: readonly string[] };

export function WidgetItemView({ item, imageDomains }: WidgetItemViewProps) {
  const { part: module, failed } = useChunk(loadWidgets);
  const act = useAct(item.id);
  if (failed) return <Note text={t("widget.broken")} />;
  if (!module)
    return <div role="status" className={styles.loading} aria-label={t("widget.loading")} />;
  return <module.Widget widget={item.widget} imageDomains={imageDomains} onAction={act} />;
}

function useAct(itemId: string): (action: ActionConfig) => Promise<unknown> {
  const ask = useAsk();
  const idle = useWhenIdle();
  return useCallback(
    async (action: ActionConfig) => {
      const { handler, streaming } = action;
      // The thread takes one response at a time; what the user did in between comes after it.
      if (handler !== "client" && streaming !== false) await idle();
      return ask("widgetAction", { itemId, action });
    },
    [ask, idle, itemId],
  );
}
