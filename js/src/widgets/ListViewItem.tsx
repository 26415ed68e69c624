/** An entry of a list, which may be pressed. */
import type { KeyboardEvent, MouseEvent } from "react";
import { layoutStyle } from "./boxStyle";
import type { Drawn } from "./Component";
import { isRecord } from "./node";
import styles from "./roots.module.css";
import { useAction } from "./useAction";

const CONTROLS = "a, button, input, textarea, [role=listbox], [role=dialog]";

export function ListViewItem({ node, children }: Drawn) {
  const { pending, act } = useAction("self");
  const style = layoutStyle(node);
  if (!isRecord(node.onClickAction)) {
    return (
      <li className={styles.entry}>
        <div className={styles.row} style={style}>
          {children}
        </div>
      </li>
    );
  }
  // What is in it may be pressed for itself.
  const press = ({ target, currentTarget }: MouseEvent | KeyboardEvent) => {
    const control = (target as Element).closest(CONTROLS);
    if (control === null || !currentTarget.contains(control)) act(node.onClickAction);
  };
  return (
    <li className={styles.entry}>
      {/* biome-ignore lint/a11y/useSemanticElements: a button could not have controls in it */}
      <div
        role="button"
        tabIndex={0}
        className={styles.row}
        style={style}
        aria-busy={pending || undefined}
        onClick={press}
        onKeyDown={(event) => {
          if (event.target !== event.currentTarget) return;
          if (event.key !== "Enter" && event.key !== " ") return;
          event.preventDefault();
          press(event);
        }}
      >
        {children}
      </div>
    </li>
  );
}
