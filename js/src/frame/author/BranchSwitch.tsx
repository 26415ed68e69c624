/** Arrows between the versions of a message. */
import { ChevronLeft, ChevronRight } from "@openai/apps-sdk-ui/components/Icon";
import { useEffect, useRef } from "react";
import type { BranchPlace } from "../../protocol/state";
import { IconButton, t } from "../../widgets/kit";
import styles from "./BranchSwitch.module.css";

export type BranchSwitchProps = {
  place: BranchPlace;
  disabled: boolean;
  onSwitch: (index: number) => void;
};

// Another version is another item with a switch of its own, which is to have the focus then.
let pressed: -1 | 1 | null = null;

export function BranchSwitch({ place, disabled, onSwitch }: BranchSwitchProps) {
  const group = useRef<HTMLDivElement>(null);
  const { index, count } = place;
  useEffect(() => {
    if (pressed === null) return;
    const buttons = [...(group.current?.querySelectorAll("button:not(:disabled)") ?? [])];
    const found = pressed < 0 ? buttons.at(0) : buttons.at(-1);
    (found as HTMLElement | undefined)?.focus();
    pressed = null;
  }, []);
  const go = (step: -1 | 1) => {
    pressed = step;
    onSwitch(index + step);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div ref={group} role="group" className={styles.switch} aria-label={t("branch.label")}>
      <IconButton
        label={t("branch.previous")}
        size="xs"
        disabled={disabled || index === 0}
        onClick={() => go(-1)}
      >
        <ChevronLeft />
      </IconButton>
      <span aria-hidden="true">
        {index + 1}/{count}
      </span>
      <span className="sr-only" role="status">
        {t("branch.place", { index: index + 1, count })}
      </span>
      <IconButton
        label={t("branch.next")}
        size="xs"
        disabled={disabled || index === count - 1}
        onClick={() => go(1)}
      >
        <ChevronRight />
      </IconButton>
    </div>
  );
}
