import { render, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { Guard } from "./Guard";

function Drawn({ text }: { text: string }) {
  if (text === "broken") throw new Error("this can not be drawn");
  return <p>{text}</p>;
}

const guarded = (text: string) => (
  <Guard subject={text} fallback={<p>Something is missing.</p>}>
    <Drawn text={text} />
  </Guard>
);

it("draws what can be drawn", () => {
  render(guarded("fine"));
  expect(screen.getByText("fine")).toBeTruthy();
});

it("says so when something can not be drawn, and tries what comes next", () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const { rerender } = render(guarded("broken"));
  expect(screen.getByText("Something is missing.")).toBeTruthy();
  rerender(guarded("fine again"));
  expect(screen.getByText("fine again")).toBeTruthy();
  vi.restoreAllMocks();
});
