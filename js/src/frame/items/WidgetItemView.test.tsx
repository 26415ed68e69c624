import { fireEvent, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { WidgetItem } from "../../protocol/types.gen";
import { Widget } from "../../widgets/Widget";
import { RESPONSE, showChat } from "../testing";
import { WidgetItemView } from "./WidgetItemView";

vi.mock("../chunks", () => ({ loadWidgets: async () => ({ Widget, css: "" }) }));

const button = (label: string, action: object) => ({
  type: "Button",
  label,
  onClickAction: { type: label, ...action },
});
const ITEM = {
  id: "w",
  thread_id: "t",
  created_at: "2026-01-01T00:00:00Z",
  type: "widget",
  widget: {
    type: "Card",
    children: [
      button("later", {}),
      button("now", { streaming: false }),
      button("here", { handler: "client" }),
    ],
  },
} as unknown as WidgetItem;

it("runs actions at once, or after the answer that streams where they are answered too", async () => {
  const asked: string[] = [];
  const { apply } = showChat(
    <WidgetItemView item={ITEM} imageDomains={[]} />,
    { response: RESPONSE },
    {
      widgetAction: ({ itemId, action }) => {
        asked.push(`${itemId}:${action.type}`);
        return null;
      },
    },
  );
  for (const name of ["later", "now", "here"]) {
    fireEvent.click(await screen.findByRole("button", { name }));
  }
  await expect.poll(() => asked).toEqual(["w:now", "w:here"]);
  apply({ type: "response.ended" });
  await expect.poll(() => asked).toEqual(["w:now", "w:here", "w:later"]);
});
