/** What the page shows of an entity: the texts of its preview. */
import type { Entity } from "@openai/chatkit";
import { useEffect, useState } from "react";
import { useAsk, useChat } from "../context";
import styles from "./Sources.module.css";

export function EntityPreview({ entity }: { entity: Entity }) {
  const ask = useAsk();
  const enabled = useChat((state) => state.options.entities.preview);
  const [texts, setTexts] = useState<readonly string[]>([]);
  useEffect(() => {
    if (!enabled) return;
    let current = true;
    ask("previewEntity", { entity })
      .then((preview) => current && setTexts(textsOf(preview)))
      // The card says the entity's name all the same.
      .catch(() => undefined);
    return () => {
      current = false;
    };
  }, [ask, enabled, entity.id]);
  return texts.map((text, index) => (
    <span key={index} className={styles.description}>
      {text}
    </span>
  ));
}

/** The texts of a widget, in the order in which it shows them. */
function textsOf(node: unknown): string[] {
  if (typeof node !== "object" || node === null) return [];
  const { value, label, children } = node as Record<string, unknown>;
  const own = [value, label].filter((text) => typeof text === "string");
  const below = Array.isArray(children) ? children : [children];
  return [...own, ...below.flatMap(textsOf)];
}
