import { screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { WorkflowItem } from "../../protocol/types.gen";
import { showChat } from "../testing";
import { ItemView } from "./ItemView";

it("says so when an item can not be shown, so that the others are", () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const item = { id: "w", type: "workflow", workflow: null } as unknown as WorkflowItem;
  const common = { imageDomains: [], last: false, hasActions: false, retryAfter: null };
  showChat(<ItemView item={item} streaming={false} {...common} />);
  expect(screen.getByRole("article").textContent).toBe("This item can not be shown.");
  vi.restoreAllMocks();
});
