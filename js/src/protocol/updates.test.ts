import { describe, expect, it } from "vitest";
import type { ThreadItem, ThreadItemUpdate } from "./types.gen";
import { applyUpdate } from "./updates";

const BASE = { id: "x", thread_id: "t", created_at: "2026-01-01T00:00:00Z" };
const SOURCE = { type: "url", title: "Doc", url: "https://docs.example" } as const;

function message(text: string, annotations: object[] = []): ThreadItem {
  return {
    ...BASE,
    type: "assistant_message",
    content: [{ type: "output_text", text, annotations }],
  } as ThreadItem;
}

function workflow(...contents: string[]): ThreadItem {
  const tasks = contents.map((content) => ({ type: "thought", content }) as const);
  return { ...BASE, type: "workflow", workflow: { type: "reasoning", tasks } };
}

function widget(children: object[]): ThreadItem {
  return { ...BASE, type: "widget", widget: { type: "Card", children } } as ThreadItem;
}

const CASES: [string, ThreadItem, ThreadItemUpdate, ThreadItem][] = [
  [
    "adds a part to a message",
    { ...message(""), content: [] } as unknown as ThreadItem,
    {
      type: "assistant_message.content_part.added",
      content_index: 0,
      content: { type: "output_text", text: "Hi", annotations: [] },
    },
    message("Hi"),
  ],
  [
    "starts a part that was not announced",
    { ...message(""), content: [] } as unknown as ThreadItem,
    { type: "assistant_message.content_part.text_delta", content_index: 0, delta: "Hi" },
    message("Hi"),
  ],
  [
    "annotates a part",
    message("Hi"),
    {
      type: "assistant_message.content_part.annotation_added",
      content_index: 0,
      annotation_index: 0,
      annotation: { type: "annotation", source: SOURCE, index: 2 },
    },
    message("Hi", [{ type: "annotation", source: SOURCE, index: 2 }]),
  ],
  [
    "finishes a part",
    message("H"),
    {
      type: "assistant_message.content_part.done",
      content_index: 0,
      content: { type: "output_text", text: "Hello.", annotations: [] },
    },
    message("Hello."),
  ],
  [
    "adds a step to a workflow",
    workflow("one"),
    { type: "workflow.task.added", task_index: 1, task: { type: "thought", content: "two" } },
    workflow("one", "two"),
  ],
  [
    "changes a step of a workflow",
    workflow("one", "two"),
    { type: "workflow.task.updated", task_index: 0, task: { type: "thought", content: "uno" } },
    workflow("uno", "two"),
  ],
  [
    "changes a generated image",
    { ...BASE, type: "generated_image" },
    { type: "generated_image.updated", image: { id: "i", url: "data:," }, progress: 0.5 },
    { ...BASE, type: "generated_image", image: { id: "i", url: "data:," } },
  ],
  [
    "replaces a widget",
    widget([]),
    { type: "widget.root.updated", widget: { type: "ListView", children: [] } },
    { ...BASE, type: "widget", widget: { type: "ListView", children: [] } } as ThreadItem,
  ],
  [
    "replaces one component of a widget",
    widget([{ type: "Col", children: [{ type: "Text", id: "a", value: "1" }] }]),
    {
      type: "widget.component.updated",
      component_id: "a",
      component: { type: "Badge", id: "a", label: "2" },
    },
    widget([{ type: "Col", children: [{ type: "Badge", id: "a", label: "2" }] }]),
  ],
  [
    "streams into a text of a widget whose parent has a single child",
    widget([{ type: "Box", children: { type: "Text", id: "a", value: "It ", streaming: true } }]),
    {
      type: "widget.streaming_text.value_delta",
      component_id: "a",
      delta: "rains",
      done: true,
    },
    widget([
      { type: "Box", children: { type: "Text", id: "a", value: "It rains", streaming: false } },
    ]),
  ],
];

describe("applyUpdate", () => {
  it.each(CASES)("%s", (_, item, update, expected) => {
    const before = structuredClone(item);
    expect(applyUpdate(item, update)).toEqual(expected);
    expect(item).toEqual(before);
  });

  it("leaves an item alone that the update is not meant for", () => {
    const items = [message("Hi"), workflow("one"), widget([])];
    const updates = CASES.map(([, , update]) => update);
    for (const item of items) {
      const family = { assistant_message: "assistant", workflow: "workflow", widget: "widget" };
      const own = family[item.type as keyof typeof family];
      for (const update of updates.filter(({ type }) => !type.startsWith(own))) {
        expect(applyUpdate(item, update)).toBe(item);
      }
    }
  });

  it("shares the parts of a widget that did not change", () => {
    const aside = { type: "Text", id: "b", value: "same" };
    const before = widget([{ type: "Text", id: "a", value: "" }, aside]);
    const after = applyUpdate(before, {
      type: "widget.streaming_text.value_delta",
      component_id: "a",
      delta: "x",
      done: false,
    });
    expect(JSON.stringify(after)).toContain('"value":"x"');
    expect((after as unknown as { widget: { children: object[] } }).widget.children[1]).toBe(aside);
  });
});
