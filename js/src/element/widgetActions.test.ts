import { beforeEach, describe, expect, it, vi } from "vitest";
import type { WidgetItem } from "../protocol/types.gen";
import { json, streamed } from "../transport/fake";
import { setUp, thread } from "./testing/setup";

const CARD: WidgetItem = {
  id: "w",
  thread_id: "t",
  created_at: "2026-01-01T00:00:00Z",
  type: "widget",
  widget: { type: "Card", children: [{ type: "Text", value: "Order 7" }] },
};
const APPROVE = { type: "approve", payload: { id: 7 } };

let chat: ReturnType<typeof setUp>;
beforeEach(async () => {
  chat = setUp();
  chat.server.on("threads.get_by_id", () => json(thread("t", [CARD])));
  await chat.session.open("t");
});

describe("an action of a widget", () => {
  it("goes to the server, whose response streams", async () => {
    chat.server.on("threads.custom_action", () => streamed());
    await chat.widgetActions.run("w", APPROVE);
    expect(chat.server.requests.at(-1)).toEqual({
      type: "threads.custom_action",
      params: { thread_id: "t", item_id: "w", action: APPROVE },
    });
  });

  it("that does not stream is answered with the widget as it is now", async () => {
    const done: WidgetItem = { ...CARD, widget: { type: "Card", children: [] } };
    chat.server.on("threads.sync_custom_action", () => json({ updated_item: done }));
    await chat.widgetActions.run("w", { ...APPROVE, streaming: false });
    expect(chat.store.state.items).toEqual([done]);
    expect(chat.store.state.response).toBeNull();
  });

  it("for the page is run there, with its widget", async () => {
    const onAction = vi.fn(async () => {});
    chat.setOptions({ widgets: { onAction } });
    await chat.widgetActions.run("w", { ...APPROVE, handler: "client" });
    expect(onAction).toHaveBeenCalledWith(APPROVE, { id: "w", widget: CARD.widget });
    expect(chat.server.requests).toHaveLength(1);
  });

  it("for a page without a handler is an error that names it", async () => {
    const running = chat.widgetActions.run("w", { ...APPROVE, handler: "client" });
    await expect(running).rejects.toThrow("“approve”");
  });
});
