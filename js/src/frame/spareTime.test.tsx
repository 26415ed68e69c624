import { act, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

/** Lets the browser have nothing to do; null where nobody waits for that. */
let idle: (() => void) | null;
let inSpareTime: typeof import("./spareTime").inSpareTime;
let useSpareTime: typeof import("./spareTime").useSpareTime;

beforeEach(async () => {
  idle = null;
  vi.resetModules();
  vi.stubGlobal("requestIdleCallback", (run: () => void) => {
    idle = run;
  });
  ({ inSpareTime, useSpareTime } = await import("./spareTime"));
});
afterEach(() => void vi.unstubAllGlobals());

function haveTime(): void {
  const run = idle;
  idle = null;
  act(() => run?.());
}

it("does one thing after the other, and each once", () => {
  const runs = Array.from({ length: 3 }, () => vi.fn());
  for (const run of [...runs, ...runs]) inSpareTime(run);
  const done = () => runs.map((run) => run.mock.calls.length);
  haveTime();
  expect(done()).toEqual([1, 0, 0]);
  haveTime();
  haveTime();
  expect(done()).toEqual([1, 1, 1]);
  expect(idle).toBeNull();
});

it("does nothing while the reader scrolls", () => {
  vi.useFakeTimers();
  const run = vi.fn();
  inSpareTime(run);
  document.body.dispatchEvent(new Event("scroll"));
  haveTime();
  vi.advanceTimersByTime(60);
  document.body.dispatchEvent(new Event("scroll"));
  vi.advanceTimersByTime(60);
  haveTime();
  expect(run).not.toHaveBeenCalled();
  vi.advanceTimersByTime(100);
  haveTime();
  expect(run).toHaveBeenCalledOnce();
  vi.useRealTimers();
});

it("goes on with what asks for more while it runs", () => {
  const last = vi.fn();
  inSpareTime(() => inSpareTime(last));
  haveTime();
  haveTime();
  expect(last).toHaveBeenCalledOnce();
});

function Late() {
  return useSpareTime() ? "There is more." : "Nothing yet.";
}

it("tells a component when there was time, unless it is gone", () => {
  const shown = render(<Late />);
  const { unmount } = render(<i />);
  expect(screen.getByText("Nothing yet.")).toBeTruthy();
  haveTime();
  expect(screen.getByText("There is more.")).toBeTruthy();
  shown.rerender(<Late key="new" />);
  shown.unmount();
  unmount();
  haveTime();
  expect(document.body.textContent).toBe("");
});
