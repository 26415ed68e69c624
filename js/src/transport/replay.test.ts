import { describe, expect, it } from "vitest";
import type { Thread, ThreadItem } from "../protocol/types.gen";
import { Replay } from "./replay";

const at = { thread_id: "t", created_at: "2026-01-01T00:00:00Z" };
const asked = (id: string): ThreadItem => ({
  ...at,
  id,
  type: "user_message",
  content: [{ type: "input_text", text: id }],
  inference_options: {},
});
const said = (id: string): ThreadItem => ({
  ...at,
  id,
  type: "assistant_message",
  content: [{ type: "output_text", text: `two words` }],
});
const thread: Thread = {
  id: "t",
  created_at: at.created_at,
  items: { data: [asked("q1"), said("a1"), asked("q2"), said("a2")], has_more: false },
};

async function ask(replay: Replay, type: string) {
  const response = await replay.transport("about:replay", { body: JSON.stringify({ type }) });
  return { status: response.status, text: await response.text() };
}

const types = (text: string) => [...text.matchAll(/"type":"(thread\.[a-z.]+)"/g)].map(([, t]) => t);

describe("a replay", () => {
  it("shows the whole thread", async () => {
    const { text } = await ask(new Replay(thread, true), "threads.get_by_id");
    expect(JSON.parse(text)).toEqual(thread);
  });

  it("plays turn after turn, and then nobody answers", async () => {
    const replay = new Replay(thread, true);
    replay.play(true);
    const first = await ask(replay, "threads.create");
    expect(types(first.text)).toEqual(["thread.created", "thread.item.done", "thread.item.done"]);
    expect((await ask(replay, "threads.add_user_message")).text).toContain('"q2"');
    expect((await ask(replay, "threads.add_user_message")).status).toBe(403);
  });

  it("answers nothing while it is not played, and no action ever", async () => {
    const replay = new Replay(thread, true);
    expect((await ask(replay, "threads.create")).status).toBe(403);
    expect((await ask(replay, "threads.custom_action")).text).toContain("nobody answers here");
  });

  it("writes messages word by word unless motion is unwanted", async () => {
    const replay = new Replay(thread, false);
    replay.play(true);
    const { text } = await ask(replay, "threads.create");
    expect(text.match(/"delta":"[^"]*"/g)).toEqual(['"delta":"two "', '"delta":"words"']);
    expect(types(text).filter((type) => type === "thread.item.added")).toHaveLength(1);
  });
});
