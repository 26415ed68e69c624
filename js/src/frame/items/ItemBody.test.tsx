import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { ThreadItem } from "../../protocol/types.gen";
import { answer, options, question, showChat } from "../testing";
import { copyTextOf, ItemBody, isVisible } from "./ItemBody";

const ITEM = { id: "i", thread_id: "t", created_at: "2026-01-01T00:00:00Z" };
const URL_SOURCE = { type: "url", title: "Rules", url: "https://example.com/rules" } as const;

function show(item: ThreadItem, imageDomains: readonly string[] = []) {
  return showChat(<ItemBody item={item} streaming={false} imageDomains={imageDomains} />).container;
}

describe("ItemBody", () => {
  it("shows what the user wrote as it was written", () => {
    const { container } = showChat(
      <ItemBody item={question("q", "**a**\n<b>")} streaming={false} imageDomains={[]} />,
    );
    expect(container.textContent).toBe("**a**\n<b>");
  });

  it("shows the user's tags, quote and files", () => {
    const preview = "data:image/png;base64,iVBORw0KGgo=";
    const container = show({
      ...question("q", "About "),
      content: [
        { type: "input_text", text: "About " },
        { type: "input_tag", id: "o", text: "orders", data: {} },
      ],
      quoted_text: "the quote",
      attachments: [
        { type: "file", id: "f", name: "a.csv", mime_type: "text/csv" },
        { type: "image", id: "p", name: "b.png", mime_type: "image/png", preview_url: preview },
      ],
    });
    expect(container.textContent).toContain("About orders");
    expect(container.textContent).toContain("the quote");
    expect(screen.getByText("a.csv")).toBeTruthy();
    expect(screen.getByRole("img", { name: "Attachment: b.png" })).toBeTruthy();
  });

  it("lists each source of an answer once, and marks where it is cited", async () => {
    const annotations = [
      URL_SOURCE,
      URL_SOURCE,
      { type: "file", title: "Plan", filename: "p.pdf" } as const,
    ].map((source, index) => ({ type: "annotation", source, index: 2 * index }) as const);
    show({ ...answer("a", ""), content: [{ type: "output_text", text: "So.", annotations }] });
    const mark = screen.getAllByRole("link", { name: "Source 1: Rules" });
    expect(mark).toHaveLength(2);
    await userEvent.tab();
    expect(screen.getByRole("tooltip").textContent).toBe("example.comRules");
    await userEvent.keyboard("{Escape}");
    expect(screen.queryByRole("tooltip")).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "2 sources" }));
    expect(screen.getAllByRole("listitem").map((entry) => entry.textContent)).toEqual([
      "Rules",
      "Plan",
    ]);
    expect(screen.getByRole<HTMLAnchorElement>("link", { name: "Rules" }).href).toBe(
      URL_SOURCE.url,
    );
  });

  it("shows how far an image is", () => {
    const item: ThreadItem = { ...ITEM, type: "generated_image", image: null };
    const { apply } = showChat(<ItemBody item={item} streaming imageDomains={[]} />);
    expect(screen.getByText("Making an image")).toBeTruthy();
    apply({
      type: "event",
      event: {
        type: "thread.item.updated",
        item_id: "i",
        update: { type: "generated_image.updated", image: { id: "g", url: "" }, progress: 0.4 },
      },
    });
    expect(screen.getByText("Making an image, 40% done")).toBeTruthy();
    expect(screen.getByRole<HTMLProgressElement>("progressbar").value).toBe(0.4);
  });

  it("tells the page of a click on an entity, and shows what the page says of it", async () => {
    const tag = {
      type: "input_tag",
      id: "o",
      text: "orders",
      data: {},
      interactive: true,
    } as const;
    const entities = { search: true, showComposerMenu: false, click: true, preview: true };
    const { sent } = showChat(
      <ItemBody
        item={{ ...question("q", ""), content: [tag] }}
        streaming={false}
        imageDomains={[]}
      />,
      { options: options({ entities }) },
      {
        previewEntity: () => ({
          type: "Basic",
          children: [{ type: "Text", value: "120 rows" }],
        }),
      },
    );
    await userEvent.click(screen.getByRole("button", { name: "orders" }));
    const entity = { id: "o", title: "orders", interactive: true, data: {} };
    expect(sent).toEqual([{ type: "clickEntity", entity }]);
    await waitFor(() => expect(screen.getByRole("tooltip").textContent).toContain("120 rows"));
  });

  it("shows what a tool in the browser was given, and what it gave", async () => {
    show({
      ...ITEM,
      type: "client_tool_call",
      call_id: "c",
      name: "open_cell",
      arguments: { index: 3 },
      status: "completed",
      output: "opened",
    });
    await userEvent.click(screen.getByRole("button", { name: "Tool call: open_cell" }));
    expect(screen.getByText(/"index": 3/)).toBeTruthy();
    expect(screen.getByText("opened")).toBeTruthy();
  });

  it("shows a task that stands alone", () => {
    const sources = [{ type: "file", title: "Orders", filename: "orders.csv" } as const];
    show({ ...ITEM, type: "task", task: { type: "file", sources } });
    expect(screen.getByText("Read files")).toBeTruthy();
    expect(screen.getByText("orders.csv")).toBeTruthy();
  });

  it("shows a generated image, or that it was not finished", () => {
    const without = show({ ...ITEM, type: "generated_image", image: null });
    expect(without.textContent).toBe("The image was not finished.");
    const url = "https://img.example/1.png";
    show({ ...ITEM, type: "generated_image", image: { id: "g", url } }, ["img.example"]);
    expect(screen.getByRole<HTMLImageElement>("img", { name: "Generated image" }).src).toBe(url);
  });

  it("says so when what draws widgets can not be fetched", async () => {
    show({ ...ITEM, type: "widget", widget: { type: "Card", children: [] } });
    expect(screen.getByRole("status", { name: "Loading the widget" })).toBeTruthy();
    expect(await screen.findByText("This widget can not be shown.")).toBeTruthy();
  });

  it("leaves a quiet note for an item from a newer server", () => {
    const item = { ...ITEM, type: "hologram" } as unknown as ThreadItem;
    expect(show(item).textContent).toContain("“hologram” is not shown");
  });
});

describe("isVisible", () => {
  it.each(["end_of_turn", "hidden_context_item", "sdk_hidden_context"])("hides %s", (type) =>
    expect(isVisible({ ...ITEM, type } as ThreadItem)).toBe(false),
  );
  it("shows messages", () => expect(isVisible(answer("a", ""))).toBe(true));
});

describe("copyTextOf", () => {
  it("takes the text of messages and the copy text of widgets", () => {
    const widget = {
      ...ITEM,
      type: "widget",
      widget: { type: "Card", children: [] },
      copy_text: "42",
    };
    expect(copyTextOf(question("q", "Why?"))).toBe("Why?");
    expect(copyTextOf(answer("a", "So."))).toBe("So.");
    expect(copyTextOf(widget as unknown as ThreadItem)).toBe("42");
  });
  it("takes nothing from the rest", () =>
    expect(copyTextOf({ ...ITEM, type: "end_of_turn" })).toBeNull());
});
