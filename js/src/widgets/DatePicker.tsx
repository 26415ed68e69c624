/** A choice of a day. */
import { Calendar as CalendarIcon } from "@openai/apps-sdk-ui/components/Icon";
import { useRef, useState } from "react";
import { Calendar } from "./Calendar";
import type { Drawn } from "./Component";
import { dayOf, formatDay } from "./days";
import styles from "./Field.module.css";
import { FieldProblem } from "./FieldProblem";
import { currentLocale, t } from "./kit";
import { oneOf, textOf } from "./node";
import { Popup } from "./Popup";
import { Trigger } from "./Trigger";
import { problemProps, useField } from "./useField";

export function DatePicker({ node }: Drawn) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLSpanElement>(null);
  const { id, value, change, problem, pending, label } = useField<string>({
    node,
    name: textOf(node.name),
    initial: dayOf(node.defaultValue) ?? "",
    sent: (day) => day || undefined,
    problemOf: (day) => (node.required === true && day === "" ? t("widget.choose") : null),
  });
  const choose = (day: string) => {
    setOpen(false);
    root.current?.querySelector("button")?.focus();
    if (day !== value) change(day, true);
  };
  return (
    <span className={node.block === true ? styles.field : `${styles.field} ${styles.inline}`}>
      <Trigger
        node={node}
        id={id}
        label={label}
        text={value && formatDay(value, currentLocale(), { dateStyle: "medium" })}
        placeholder={textOf(node.placeholder) || t("widget.selectDate")}
        icon={<CalendarIcon aria-hidden="true" />}
        popup="dialog"
        open={open}
        busy={pending}
        problemProps={problemProps(id, problem)}
        root={root}
        onToggle={() => setOpen(!open)}
        onClear={() => choose("")}
      />
      {open && (
        <Popup
          anchor={root}
          side={oneOf(node.side, ["top", "bottom", "left", "right"])}
          align={oneOf(node.align, ["start", "center", "end"])}
          onClose={() => setOpen(false)}
        >
          <Calendar
            label={label ?? textOf(node.name)}
            chosen={value}
            min={dayOf(node.min)}
            max={dayOf(node.max)}
            onChoose={choose}
          />
        </Popup>
      )}
      <FieldProblem id={id} problem={problem} />
    </span>
  );
}
