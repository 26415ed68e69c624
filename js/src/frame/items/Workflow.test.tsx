import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Workflow as WorkflowData } from "../../protocol/types.gen";
import { showChat } from "../testing";
import { Workflow } from "./Workflow";

const TASKS: WorkflowData["tasks"] = [
  {
    type: "custom",
    title: "Loaded 412 orders",
    content: "All **regions**.",
    status_indicator: "complete",
  },
  {
    type: "web_search",
    title_query: "strikes",
    queries: ["strike may"],
    status_indicator: "loading",
  },
];

function show(change: Partial<WorkflowData>, active = false) {
  const workflow: WorkflowData = { type: "custom", tasks: TASKS, ...change };
  return showChat(<Workflow workflow={workflow} active={active} />);
}

describe("a workflow", () => {
  it("opens and closes its list of tasks", async () => {
    show({ summary: { title: "Looked at the orders" } });
    const summary = screen.getByRole("button", { name: "Looked at the orders", expanded: false });
    expect(screen.queryByRole("list")).toBeNull();
    await userEvent.click(summary);
    expect(screen.getByText("Loaded 412 orders")).toBeTruthy();
    expect(screen.getByText("regions").tagName).toBe("STRONG");
    expect(screen.getByText("Searched for “strikes”")).toBeTruthy();
    expect(screen.getByText("strike may")).toBeTruthy();
    await userEvent.click(summary);
    expect(screen.queryByRole("list")).toBeNull();
  });

  it("is open where the server says so, until the user closes it", async () => {
    show({ expanded: true });
    expect(screen.getByText("Loaded 412 orders")).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { expanded: true }));
    expect(screen.queryByRole("list")).toBeNull();
  });

  it.each([
    ["its current task while it runs", {}, true, "Searched for “strikes”"],
    ["that it is done", {}, false, "Finished"],
    ["that it thinks", { type: "reasoning", tasks: [] }, true, "Thinking"],
    ["that it thought", { type: "reasoning", tasks: [] }, false, "Thoughts"],
    ["how long it took", { summary: { duration: 7 } }, false, "Thought for 7 s"],
    ["long times in minutes", { summary: { duration: 125 } }, false, "Thought for 2 min 5 s"],
  ] as const)("says %s", (_, change, active, title) => {
    show(change as Partial<WorkflowData>, active);
    expect(screen.getByText(title)).toBeTruthy();
  });
});
