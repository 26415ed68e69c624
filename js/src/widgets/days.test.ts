import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, addMonths, dayOf, firstWeekday, formatDay, today, weeksOf } from "./days";

const day = fc
  .date({ min: new Date("1900-01-01"), max: new Date("2200-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe("dayOf", () => {
  it.each([
    ["2026-02-28", "2026-02-28"],
    ["2026-02-28T23:59:59-11:00", "2026-02-28"],
    ["2026-02-30", null],
    ["28.2.2026", null],
    [20260228, null],
  ])("%s is %s", (value, expected) => expect(dayOf(value)).toBe(expected));
});

describe("the calendar", () => {
  it("goes by days and by months", () => {
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(addMonths("2026-01-31", 1)).toBe("2026-02-28");
    expect(addMonths("2026-01-15", -1)).toBe("2025-12-15");
  });

  it("shows whole weeks with every day of the month in them", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 7 }), (any, first) => {
        const weeks = weeksOf(any, first);
        expect(weeks.every((week) => week.length === 7)).toBe(true);
        expect(new Date(weeks[0]?.[0] ?? "").getUTCDay()).toBe(first % 7);
        const month = weeks.flat().filter((each) => each.startsWith(any.slice(0, 7)));
        expect(month[0]).toBe(`${any.slice(0, 7)}-01`);
        expect(addDays(month.at(-1) ?? "", 1).slice(8)).toBe("01");
      }),
    );
  });

  it("knows today and says days in words", () => {
    expect(dayOf(today())).toBe(today());
    expect(formatDay("2026-11-21", "en", { dateStyle: "long" })).toBe("November 21, 2026");
    expect(firstWeekday("de")).toBeGreaterThan(0);
  });
});
