import { describe, expect, it } from "vitest";
import { userInput } from "./input";

describe("userInput", () => {
  it("makes a message of a text", () => {
    expect(userInput({ text: "Hi" })).toEqual({
      content: [{ type: "input_text", text: "Hi" }],
      attachments: [],
      inference_options: {},
    });
  });

  it("keeps tags, the quote, the attachments, the model and the tool", () => {
    const input = userInput({
      content: [{ type: "input_tag", id: "acc", text: "Acme" }],
      reply: "as you said",
      attachments: [{ type: "file", id: "f", name: "a.txt", mime_type: "text/plain" }],
      model: "m",
      toolChoice: { id: "search" },
    });
    expect(input).toEqual({
      content: [{ type: "input_tag", id: "acc", text: "Acme", data: {} }],
      attachments: ["f"],
      quoted_text: "as you said",
      inference_options: { model: "m", tool_choice: { id: "search" } },
    });
  });

  it("refuses a message with nothing in it", () => {
    expect(() => userInput({ text: "  \n" })).toThrow("needs a text or an attachment");
    expect(() => userInput({})).toThrow("needs a text or an attachment");
  });
});
