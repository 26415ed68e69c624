import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { TurnTrace } from "../../element/notebook";
import { question, showChat } from "../testing";
import { BranchSwitch } from "./BranchSwitch";
import { MessageEditor } from "./MessageEditor";
import { TraceDrawer } from "./TraceDrawer";

beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= function show(this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
    this.open = false;
  };
});

describe("a message that is edited", () => {
  function edit(busy = false) {
    const [onCancel, onSend] = [vi.fn(), vi.fn()];
    const item = question("u", "How much tea?");
    showChat(<MessageEditor item={item} busy={busy} onCancel={onCancel} onSend={onSend} />);
    return { onCancel, onSend, box: screen.getByRole("textbox", { name: "Edit your message" }) };
  }

  it("is sent with Enter", async () => {
    const { box, onSend } = edit();
    expect(document.activeElement).toBe(box);
    await userEvent.type(box, " Or jam?{Enter}");
    expect(onSend).toHaveBeenCalledWith([{ type: "input_text", text: "How much tea? Or jam?" }]);
  });

  it("is given up with Escape", async () => {
    const { box, onCancel, onSend } = edit();
    await userEvent.type(box, "x{Escape}");
    expect(onCancel).toHaveBeenCalledOnce();
    expect(onSend).not.toHaveBeenCalled();
  });

  it("is kept where it is while an answer is on its way", async () => {
    const { box, onSend } = edit(true);
    await userEvent.type(box, " Or jam?{Enter}");
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Send" }).disabled).toBe(true);
    expect(onSend).not.toHaveBeenCalled();
  });

  it("is not sent without a text", async () => {
    const { box, onSend } = edit();
    await userEvent.clear(box);
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Send" }).disabled).toBe(true);
    await userEvent.type(box, "{Enter}");
    expect(onSend).not.toHaveBeenCalled();
  });
});

it("goes through the versions of a message, and keeps the focus on the arrow", async () => {
  const onSwitch = vi.fn();
  const show = (index: number) => (
    <BranchSwitch key={index} place={{ index, count: 3 }} disabled={false} onSwitch={onSwitch} />
  );
  const { rerender } = showChat(show(0));
  const button = (name: string) => screen.getByRole<HTMLButtonElement>("button", { name });
  expect(button("Previous version").disabled).toBe(true);
  expect(screen.getByRole("status").textContent).toBe("Version 1 of 3");
  button("Next version").focus();
  await userEvent.keyboard("{Enter}");
  expect(onSwitch).toHaveBeenLastCalledWith(1);
  rerender(show(1));
  expect(document.activeElement).toBe(button("Next version"));
});

const TRACE: TurnTrace = {
  title: "How much tea?",
  summary: "1.20 s · 1 model call",
  seconds: 1.2,
  error: null,
  steps: [
    {
      kind: "tool",
      title: "Tool",
      label: "stock",
      started: 0.2,
      seconds: 0.5,
      given: '{"item": "<b>tea</b>"}',
      output: "7",
    },
  ],
  frames: ["0.100  {}"],
  more_frames: 2,
  test: "def test_tea():",
};

describe("the drawer", () => {
  it("shows the turn's steps, its events and the test that it becomes", async () => {
    showChat(<TraceDrawer onClose={() => {}} />, {}, { trace: () => TRACE });
    expect(await screen.findByText("How much tea?")).toBeTruthy();
    expect(screen.getByText('{"item": "<b>tea</b>"}')).toBeTruthy();
    expect(screen.getByText("0.50 s")).toBeTruthy();
    expect(screen.getByText("Raw events (3)")).toBeTruthy();
    expect(screen.getByText("def test_tea():")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Copy as a test" })).toBeTruthy();
  });

  it("says so where nothing is known of the turn", async () => {
    showChat(<TraceDrawer onClose={() => {}} />, {}, { trace: () => null });
    const said = await screen.findByRole("status");
    await waitFor(() => expect(said.textContent).toContain("not kept any more"));
  });

  it("closes on its button", async () => {
    const onClose = vi.fn();
    showChat(<TraceDrawer onClose={onClose} />, {}, { trace: () => null });
    await userEvent.click(screen.getByRole("button", { name: "Close" }));
    expect(onClose).toHaveBeenCalledOnce();
  });
});
