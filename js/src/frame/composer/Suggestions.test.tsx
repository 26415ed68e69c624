import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { DEFAULT_OPTIONS } from "../../protocol/state";
import { type Answers, options, showChat } from "../testing";
import { ChatComposer } from "./ChatComposer";

const ENTITIES = [
  { id: "o", title: "Orders", group: "Tables" },
  { id: "a", title: "Ada", group: "People", icon: "user" },
  { id: "c", title: "Customers", group: "Tables" },
];
const TAG = { type: "input_tag", id: "o", text: "Orders", group: "Tables", data: {} };

const box = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Message the AI" });
const names = () =>
  screen.queryAllByRole("option").map((option) => option.getAttribute("aria-label"));
const active = () => document.getElementById(box().getAttribute("aria-activedescendant") ?? "");

function show(answers: Answers) {
  const entities = { ...DEFAULT_OPTIONS.entities, search: true, showComposerMenu: true };
  const commands = { enabled: true, search: true };
  return showChat(<ChatComposer />, { options: options({ entities, commands }) }, answers);
}

const withEntities = () =>
  show({
    searchEntities: ({ query }) =>
      ENTITIES.filter(({ title }) => title.toLowerCase().includes(query)),
  });

describe("mentions", () => {
  it("are found by what follows an @, group by group, and chosen by keyboard", async () => {
    const { sent } = withEntities();
    await userEvent.type(box(), "See @");
    await waitFor(() => expect(names()).toEqual(["Orders", "Customers", "Ada"]));
    await userEvent.keyboard("{ArrowDown}{ArrowDown}");
    expect(active()?.getAttribute("aria-label")).toBe("Ada");
    await userEvent.keyboard("{ArrowDown}");
    expect(active()?.getAttribute("aria-label")).toBe("Orders");
    await userEvent.keyboard("{Enter}");
    expect(box().value).toBe("See Orders ");
    expect(screen.queryByRole("listbox")).toBeNull();
    await userEvent.type(box(), "now{Enter}");
    expect(sent.at(-1)).toEqual({
      type: "send",
      content: [{ type: "input_text", text: "See " }, TAG, { type: "input_text", text: " now" }],
    });
  });

  it("can be begun with the button, and chosen with the mouse", async () => {
    withEntities();
    await userEvent.click(screen.getByRole("button", { name: "Mention" }));
    await userEvent.click(await screen.findByRole("option", { name: "Ada" }));
    expect(box().value).toBe("Ada ");
    expect(document.activeElement).toBe(box());
  });

  it("are taken away as one", async () => {
    const { sent } = withEntities();
    await userEvent.type(box(), "@ord");
    await screen.findByRole("option", { name: "Orders" });
    await userEvent.keyboard("{Enter}{Backspace}{Backspace}");
    expect(box().value).toBe("");
    expect(sent.at(-1)).toEqual({ type: "setDraft", content: [] });
  });

  it("leave the text alone after Escape", async () => {
    const { sent } = withEntities();
    await userEvent.type(box(), "@ord");
    await screen.findByRole("option", { name: "Orders" });
    await userEvent.keyboard("{Escape}");
    expect(screen.queryByRole("listbox")).toBeNull();
    await userEvent.keyboard("{Enter}");
    expect(sent.at(-1)).toEqual({ type: "send", content: [{ type: "input_text", text: "@ord" }] });
  });

  it("say when there is nothing to be found", async () => {
    withEntities();
    await userEvent.type(box(), "@zzz");
    await waitFor(() => expect(screen.getByRole("status").textContent).toBe("No results"));
  });
});

describe("commands", () => {
  const command = { id: "more", label: "More…" };
  const nested = { id: "orders", label: "Insert orders" };
  const show1 = () =>
    show({
      searchCommands: () => [command],
      selectCommand: ({ command: { id } }) =>
        id === "more"
          ? { type: "menu", commands: [nested] }
          : { type: "entity", entity: { id: "o", title: "Orders", group: "Tables" } },
    });

  it("lead to further menus and to entities", async () => {
    const { sent } = show1();
    await userEvent.type(box(), "/");
    await screen.findByRole("option", { name: "More…" });
    await userEvent.keyboard("{Enter}");
    await screen.findByRole("option", { name: "Insert orders" });
    await userEvent.keyboard("{Enter}");
    await waitFor(() => expect(box().value).toBe("Orders "));
    expect(sent.at(-1)).toEqual({
      type: "setDraft",
      content: [TAG, { type: "input_text", text: " " }],
    });
  });

  it("that only do something leave no text", async () => {
    show({ searchCommands: () => [command], selectCommand: () => null });
    await userEvent.type(box(), "a /mo");
    await userEvent.click(await screen.findByRole("option", { name: "More…" }));
    await waitFor(() => expect(box().value).toBe("a "));
  });
});
