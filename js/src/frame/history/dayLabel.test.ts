import { describe, expect, it } from "vitest";
import { dayLabel } from "./dayLabel";

const now = new Date(2026, 4, 20, 15, 0);
const at = (...parts: [number, number, number, number]) => new Date(...parts, 0).toISOString();

describe("dayLabel", () => {
  it("gives the time of today", () => expect(dayLabel(at(2026, 4, 20, 9), now)).toBe("9:00 AM"));
  it("gives the day of this year", () => expect(dayLabel(at(2026, 4, 19, 23), now)).toBe("May 19"));
  it("gives the whole date of another year", () =>
    expect(dayLabel(at(2024, 11, 31, 9), now)).toBe("Dec 31, 2024"));
  it("gives nothing for what is no date", () => expect(dayLabel("soon", now)).toBe(""));
});
