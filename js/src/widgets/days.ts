/** Days of the calendar as texts such as `2026-11-21`, which sort as they follow each other. */

const DAY = /^(\d{4})-(\d{2})-(\d{2})(?:$|[T ])/;
const DAY_MS = 86_400_000;

/** The day of a date or a time as it is written, without moving it between time zones. */
export function dayOf(value: unknown): string | null {
  const match = typeof value === "string" ? DAY.exec(value) : null;
  const day = match?.[0].slice(0, 10) ?? null;
  return day !== null && dayText(Date.parse(day)) === day ? day : null;
}

export function today(): string {
  const now = new Date();
  return dayText(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())) ?? "";
}

export function addDays(day: string, count: number): string {
  return dayText(Date.parse(day) + count * DAY_MS) ?? day;
}

/** The same day in another month, or that month's last day. */
export function addMonths(day: string, count: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return dayText(Date.UTC(year, month - 1 + count, Math.min(date, last))) ?? day;
}

/** The weeks in which the month of `day` lies, each of seven days from `firstWeekday` (1 is Monday). */
export function weeksOf(day: string, firstWeekday: number): string[][] {
  const first = `${day.slice(0, 8)}01`;
  const before = (new Date(first).getUTCDay() - firstWeekday + 7) % 7;
  const start = addDays(first, -before);
  const weeks = Array.from({ length: 6 }, (_, week) =>
    Array.from({ length: 7 }, (_, index) => addDays(start, week * 7 + index)),
  );
  return weeks.filter((week) => week.some((each) => each.startsWith(day.slice(0, 8))));
}

/** On which day of the week a language's calendars start: 1 is Monday, 7 is Sunday. */
export function firstWeekday(locale: string): number {
  const known = new Intl.Locale(locale) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  return (known.getWeekInfo?.() ?? known.weekInfo)?.firstDay ?? 1;
}

/** A day in words. */
export function formatDay(
  day: string,
  locale: string,
  options: Intl.DateTimeFormatOptions,
): string {
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(new Date(day));
}

function dayText(time: number): string | null {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 10);
}
