/** One month to choose a day from. */
import { ChevronLeft, ChevronRight } from "@openai/apps-sdk-ui/components/Icon";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import styles from "./Calendar.module.css";
import { addDays, addMonths, firstWeekday, formatDay, today, weeksOf } from "./days";
import { Button, currentLocale, t } from "./kit";

type CalendarProps = {
  label: string;
  chosen: string;
  min: string | null;
  max: string | null;
  onChoose: (day: string) => void;
};

const MOVES: Readonly<Record<string, (day: string) => string>> = {
  ArrowLeft: (day) => addDays(day, -1),
  ArrowRight: (day) => addDays(day, 1),
  ArrowUp: (day) => addDays(day, -7),
  ArrowDown: (day) => addDays(day, 7),
  PageUp: (day) => addMonths(day, -1),
  PageDown: (day) => addMonths(day, 1),
};

export function Calendar({ label, chosen, min, max, onChoose }: CalendarProps) {
  const allowed = (day: string) => (min === null || day >= min) && (max === null || day <= max);
  const [active, setActive] = useState(() => chosen || nearest(today(), min, max));
  const table = useRef<HTMLTableElement>(null);
  const byKey = useRef(true);
  useEffect(() => {
    if (byKey.current) table.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    byKey.current = false;
  }, [active]);
  const onKeyDown = (event: KeyboardEvent) => {
    const move = MOVES[event.key];
    if (!move) return;
    event.preventDefault();
    byKey.current = true;
    setActive(nearest(move(active), min, max));
  };
  const locale = currentLocale();
  const weeks = weeksOf(active, firstWeekday(locale));
  return (
    <div role="dialog" aria-label={label} className={styles.calendar}>
      <MonthBar day={active} onChange={setActive} />
      <table ref={table} className={styles.month} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            {weeks[0]?.map((day) => (
              <th key={day} scope="col" aria-label={formatDay(day, locale, { weekday: "long" })}>
                {formatDay(day, locale, { weekday: "short" })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <td key={day}>
                  <button
                    type="button"
                    className={styles.day}
                    tabIndex={day === active ? 0 : -1}
                    aria-label={formatDay(day, locale, { dateStyle: "full" })}
                    aria-pressed={day === chosen}
                    aria-disabled={!allowed(day) || undefined}
                    data-outside={day.slice(0, 7) === active.slice(0, 7) ? undefined : ""}
                    data-today={day === today() ? "" : undefined}
                    onClick={() => allowed(day) && onChoose(day)}
                  >
                    {Number(day.slice(8))}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type MonthBarProps = { day: string; onChange: (day: string) => void };

function MonthBar({ day, onChange }: MonthBarProps) {
  const go = (label: string, months: number, Icon: typeof ChevronLeft) => (
    <Button
      color="secondary"
      variant="ghost"
      size="sm"
      uniform
      aria-label={label}
      onClick={() => onChange(addMonths(day, months))}
    >
      <Icon aria-hidden="true" />
    </Button>
  );
  return (
    <div className={styles.monthBar}>
      <span aria-live="polite">
        {formatDay(day, currentLocale(), { month: "long", year: "numeric" })}
      </span>
      <span>
        {go(t("widget.previousMonth"), -1, ChevronLeft)}
        {go(t("widget.nextMonth"), 1, ChevronRight)}
      </span>
    </div>
  );
}

function nearest(day: string, min: string | null, max: string | null): string {
  if (min !== null && day < min) return min;
  return max !== null && day > max ? max : day;
}
