import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { reduce } from "./reducer";
import { type ChatState, initialState } from "./state";
import type { ThreadItem, ThreadStreamEvent } from "./types.gen";

const VECTORS = join(import.meta.dirname, "../../../tests/protocol/vectors");

interface Turn {
  readonly expect: { readonly events?: ThreadStreamEvent[] };
}
interface Vector extends Turn {
  readonly name: string;
  readonly turns?: Turn[];
  readonly expect: Turn["expect"] & { readonly items?: Record<string, ThreadItem[]> };
}

const recorded = readdirSync(VECTORS)
  .map((file) => JSON.parse(readFileSync(join(VECTORS, file), "utf8")) as Vector)
  .map((vector) => ({
    ...vector,
    events: (vector.turns ?? [vector]).flatMap((turn) => turn.expect?.events ?? []),
  }))
  .filter(({ events }) => events.length > 0);

/** An attachment's metadata is for the server alone. */
function visible(item: ThreadItem | undefined): ThreadItem | undefined {
  if (item?.type !== "user_message") return item;
  return { ...item, attachments: (item.attachments ?? []).map(({ metadata: _, ...rest }) => rest) };
}

function streamsText(events: readonly ThreadStreamEvent[], id: string): boolean {
  return events.some(
    (event) =>
      event.type === "thread.item.updated" &&
      event.item_id === id &&
      event.update.type === "assistant_message.content_part.text_delta",
  );
}

/** What the server has stored too; a client completes its own tool calls, unannounced. */
function finished({ items, streaming }: ChatState): ThreadItem[] {
  return items.filter(({ id, type }) => !streaming.includes(id) && type !== "client_tool_call");
}

function show(events: readonly ThreadStreamEvent[]): ChatState {
  return events.reduce((state, event) => reduce(state, { type: "event", event }), initialState());
}

describe("recorded responses", () => {
  it.each(recorded)("$name: shows the items as the server stored them", ({ events, expect: e }) => {
    const stored = new Map(
      Object.values(e.items ?? {}).flatMap((items) => items.map((item) => [item.id, item])),
    );
    const state = show(events);
    for (const item of finished(state).filter(({ id }) => stored.has(id))) {
      expect(item).toEqual(visible(stored.get(item.id)));
    }
    const removed = events.filter((event) => event.type === "thread.item.removed");
    for (const { item_id } of removed)
      expect(state.items.map(({ id }) => id)).not.toContain(item_id);
  });

  it.each(recorded)("$name: what streamed is what the finished item says", ({ events }) => {
    events.forEach((event, index) => {
      if (event.type !== "thread.item.done" || event.item.type !== "assistant_message") return;
      const streamed = show(events.slice(0, index)).items.find(({ id }) => id === event.item.id);
      if (streamsText(events, event.item.id)) expect(streamed).toEqual(event.item);
    });
  });

  it("covers every type of event", () => {
    const types = new Set(recorded.flatMap(({ events }) => events.map(({ type }) => type)));
    expect([...types].toSorted()).toEqual([
      "client_effect",
      "error",
      "notice",
      "progress_update",
      "stream_options",
      "thread.created",
      "thread.item.added",
      "thread.item.done",
      "thread.item.removed",
      "thread.item.replaced",
      "thread.item.updated",
      "thread.updated",
    ]);
  });
});
