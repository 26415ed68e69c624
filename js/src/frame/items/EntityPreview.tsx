/** What the page shows of an entity: a widget, or its texts until that can be drawn. */
import type { Entity } from "@openai/chatkit";
import { useEffect, useState } from "react";
import { loadWidgets } from "../chunks";
import { useAsk, useChat } from "../context";
import { useChunk } from "../useChunk";
import styles from "./Sources.module.css";

export function EntityPreview({ entity }: { entity: Entity }) {
  const ask = useAsk();
  const enabled = useChat((state) => state.options.entities.preview);
  const [preview, setPreview] = useState<unknown>(null);
  const { part: module } = useChunk(loadWidgets, enabled);
  useEffect(() => {
    if (!enabled) return;
    let current = true;
    ask("previewEntity", { entity })
      .then((found) => current && setPreview(found))
      // The card says the entity's name all the same.
      .catch(() => undefined);
    return () => {
      current = false;
    };
  }, [ask, enabled, entity.id]);
  if (preview === null) return null;
  if (module) return <module.Widget widget={preview} imageDomains={[]} onAction={doNothing} />;
  return textsOf(preview).map((text, index) => (
    <span key={index} className={styles.description}>
      {text}
    </span>
  ));
}

// A card goes away with the pointer: nothing in it can be pressed.
async function doNothing(): Promise<void> {}

/** The texts of a widget, in the order in which it shows them. */
function textsOf(node: unknown): string[] {
  if (typeof node !== "object" || node === null) return [];
  const { value, label, children } = node as Record<string, unknown>;
  const own = [value, label].filter((text) => typeof text === "string");
  const below = Array.isArray(children) ? children : [children];
  return [...own, ...below.flatMap(textsOf)];
}
