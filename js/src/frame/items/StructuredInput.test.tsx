import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { StructuredInputItem } from "../../protocol/types.gen";
import { RESPONSE, showChat } from "../testing";
import { StructuredInput } from "./StructuredInput";

const ITEM: StructuredInputItem = {
  id: "s",
  thread_id: "t",
  created_at: "2026-01-01T00:00:00Z",
  type: "structured_input",
  status: "pending",
  inputs: [
    { type: "multiple_choice", id: "size", question: "Size?", options: options("S", "M") },
    {
      type: "multiple_choice",
      id: "tops",
      question: "Toppings?",
      multiple: true,
      options: options("Corn", "Ham"),
    },
    { type: "freeform", id: "note", question: "Anything else?", description: "Optional" },
  ],
};

function options(...values: string[]) {
  return values.map((value) => ({ value }));
}

const button = (name: string) => screen.getByRole<HTMLButtonElement>("button", { name });

describe("questions", () => {
  it("take one choice, several choices and a text", async () => {
    const { sent } = showChat(<StructuredInput item={ITEM} />);
    expect(button("Submit").disabled).toBe(true);
    await userEvent.click(screen.getByRole("radio", { name: "S" }));
    await userEvent.click(screen.getByRole("radio", { name: "M" }));
    for (const name of ["Corn", "Ham", "Corn"]) {
      await userEvent.click(screen.getByRole("checkbox", { name }));
    }
    await userEvent.type(screen.getByRole("textbox", { name: "Anything else?" }), " No. ");
    await userEvent.click(button("Submit"));
    const answers = {
      size: { values: ["M"] },
      tops: { values: ["Ham"] },
      note: { values: ["No."] },
    };
    expect(sent).toEqual([
      { type: "submitInput", itemId: "s", input: { status: "answered", answers } },
    ]);
  });

  it("may have any ids", async () => {
    const inputs = ["constructor", "__proto__"].map((id) => ({
      type: "freeform" as const,
      id,
      question: id,
    }));
    const { sent } = showChat(<StructuredInput item={{ ...ITEM, inputs }} />);
    await userEvent.type(screen.getByRole("textbox", { name: "__proto__" }), "x");
    await userEvent.click(button("Submit"));
    const answers = JSON.parse(
      '{ "constructor": { "skipped": true }, "__proto__": { "values": ["x"] } }',
    );
    expect(sent.at(-1)).toEqual({
      type: "submitInput",
      itemId: "s",
      input: { status: "answered", answers },
    });
  });

  it("say which of them were left out", async () => {
    const { sent } = showChat(<StructuredInput item={ITEM} />);
    await userEvent.click(screen.getByRole("radio", { name: "S" }));
    await userEvent.click(button("Submit"));
    expect(sent.at(-1)).toMatchObject({
      input: { answers: { size: { values: ["S"] }, tops: { skipped: true } } },
    });
  });

  it("can be skipped", async () => {
    const { sent } = showChat(<StructuredInput item={ITEM} />);
    await userEvent.click(button("Skip"));
    expect(sent).toEqual([{ type: "submitInput", itemId: "s", input: { status: "skipped" } }]);
  });

  it("wait for an answer that is on its way", () => {
    showChat(<StructuredInput item={ITEM} />, { response: RESPONSE });
    expect(button("Skip").disabled).toBe(true);
  });

  it("show what was answered", () => {
    const [size, tops, note] = ITEM.inputs as [never, never, never];
    const inputs = [
      { ...(size as object), answer: { values: ["M"] } },
      { ...(tops as object), answer: { values: ["Corn", "Ham"] } },
      { ...(note as object), answer: { skipped: true } },
    ] as StructuredInputItem["inputs"];
    showChat(<StructuredInput item={{ ...ITEM, status: "answered", inputs }} />);
    const given = screen.getAllByRole("definition").map(({ textContent }) => textContent);
    expect(given).toEqual(["M", "Corn, Ham", "Skipped"]);
    expect(screen.queryByRole("button")).toBeNull();
  });
});
