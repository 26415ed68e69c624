import { beforeEach, describe, expect, it } from "vitest";
import { fromText } from "../protocol/content";
import type { UserMessageInput } from "../protocol/types.gen";
import { json, streamed } from "../transport/fake";
import { question, setUp, thread } from "./testing/setup";

const FILE = { type: "file" as const, id: "f", name: "a.txt", mime_type: "text/plain" };

let chat: ReturnType<typeof setUp>;

beforeEach(async () => {
  chat = setUp();
  chat.setOptions({
    composer: {
      tools: [
        { id: "search", label: "Search", icon: "search" },
        { id: "draw", label: "Draw", icon: "images", persistent: true },
      ],
      models: [
        { id: "fast", label: "Fast", default: true },
        { id: "deep", label: "Deep" },
        { id: "old", label: "Old", disabled: true },
      ],
    },
  });
  chat.server.on("threads.get_by_id", () => json(thread("t", [question("u")])));
  chat.server.on("threads.add_user_message", () => streamed());
  await chat.session.open("t");
});

function sentInput(): UserMessageInput | undefined {
  const request = chat.server.requests.at(-1);
  return request?.type === "threads.add_user_message" ? request.params.input : undefined;
}

describe("a message from the composer", () => {
  it("takes everything with it that is in the composer, and leaves it empty", async () => {
    chat.composer.set({ reply: "as you said", attachments: [FILE], selectedToolId: "search" });
    await chat.composer.send(fromText("Go"));
    expect(sentInput()).toEqual({
      content: fromText("Go"),
      attachments: ["f"],
      quoted_text: "as you said",
      inference_options: { model: "fast", tool_choice: { id: "search" } },
    });
    expect(chat.store.state.composer).toMatchObject({
      draft: [],
      quote: null,
      attachments: [],
      toolId: null,
    });
    expect(chat.store.state.items.at(-1)).toMatchObject({ attachments: [FILE] });
  });

  it("keeps the model and a persistent tool for the next one", async () => {
    chat.composer.set({ selectedToolId: "draw", selectedModelId: "deep" });
    await chat.composer.send(fromText("One"));
    await chat.composer.send(fromText("Two"));
    expect(sentInput()?.inference_options).toEqual({ model: "deep", tool_choice: { id: "draw" } });
  });

  it("that can not be sent stays in the composer", async () => {
    const stream = chat.server.streamOn("threads.add_user_message");
    const sending = chat.composer.send(fromText("One"));
    chat.composer.set({ text: "Two" });
    await expect(chat.composer.send(fromText("Two"))).rejects.toThrow("still arriving");
    expect(chat.store.state.composer.draft).toEqual(fromText("Two"));
    stream.end();
    await sending;
  });
});

describe("a prompt", () => {
  it("is sent beside what is in the composer", async () => {
    chat.composer.set({ text: "half a", attachments: [FILE] });
    await chat.composer.sendPrompt(fromText("Prompt"));
    expect(sentInput()).toMatchObject({ content: fromText("Prompt"), attachments: [] });
    expect(chat.store.state.composer).toMatchObject({ draft: fromText("half a") });
  });
});

describe("setting the composer", () => {
  it("changes only what is given", () => {
    chat.composer.set({ text: "Hi", reply: "quoted" });
    chat.composer.set({ selectedModelId: "deep" });
    expect(chat.store.state.composer).toMatchObject({
      draft: fromText("Hi"),
      quote: "quoted",
      modelId: "deep",
    });
  });

  it("changes nothing where a part is wrong", () => {
    expect(() => chat.composer.set({ text: "Hi", selectedToolId: "x" })).toThrow("no tool “x”");
    expect(() => chat.composer.set({ text: "Hi", selectedModelId: "old" })).toThrow("“old” to");
    expect(chat.store.state.composer.draft).toEqual([]);
  });

  it("announces the tool whenever it changes", async () => {
    chat.composer.selectTool("search");
    chat.composer.selectTool("search");
    await chat.composer.send(fromText("Go"));
    expect(chat.details("chatkit.tool.change")).toEqual([{ toolId: "search" }, { toolId: null }]);
  });
});
