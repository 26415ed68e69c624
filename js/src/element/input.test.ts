import { describe, expect, it } from "vitest";
import { localItem, outgoing } from "./input";

describe("outgoing", () => {
  it("makes a message of a text", () => {
    expect(outgoing({ text: "Hi" }).input).toEqual({
      content: [{ type: "input_text", text: "Hi" }],
      attachments: [],
      inference_options: {},
    });
  });

  it("keeps tags, the quote, the attachments, the model and the tool", () => {
    const { input } = outgoing({
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
    expect(() => outgoing({ text: "  \n" })).toThrow("needs a text or an attachment");
    expect(() => outgoing({})).toThrow("needs a text or an attachment");
  });
});

describe("localItem", () => {
  it("shows the message with its attachments and its quote", () => {
    const file = { type: "file" as const, id: "f", name: "a.txt", mime_type: "text/plain" };
    const message = outgoing({ text: "See", reply: "before", attachments: [file] });
    expect(localItem(message, "t")).toMatchObject({
      type: "user_message",
      thread_id: "t",
      content: [{ type: "input_text", text: "See" }],
      attachments: [file],
      quoted_text: "before",
    });
  });
});
