/** Every property of every component of the wire's schema is read by what draws it. */
import { readFileSync } from "node:fs";
import type { Widgets } from "@openai/chatkit";
import { cleanup, fireEvent, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { isRecord } from "./node";
import { showWidget } from "./testing";

type Schema = {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly type?: string;
  readonly required?: readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
};

const SCHEMA: Schema = JSON.parse(
  readFileSync(`${import.meta.dirname}/../../../tests/protocol/widgets.schema.json`, "utf8"),
);
const DEFS = SCHEMA.$defs ?? {};
const SUBMIT = { type: "Button", submit: true, label: "Send" };
const PICTURE = "data:image/png;base64,AAAA";
const ROOTS = ["Card", "ListView", "Basic"];
/** What opens and closes, so that everything in it is read. */
const NAMED: Readonly<Record<string, unknown>> = {
  children: [SUBMIT],
  disabled: false,
  submit: false,
  name: "field",
  data: [{ x: "a", y: 1 }],
  src: PICTURE,
  favicon: PICTURE,
  defaultValue: "2026-11-21",
};

/** A value that fits; `pick` chooses among the forms that it can have. */
function sample(schema: Schema, name: string, pick: number): unknown {
  if (schema.$ref) return sample(DEFS[schema.$ref.split("/").at(-1) ?? ""] ?? {}, name, pick);
  if ("const" in schema) return schema.const;
  if (name in NAMED) return NAMED[name];
  if (schema.enum) return schema.enum[0];
  const forms = (schema.anyOf ?? schema.oneOf ?? []).filter(({ type }) => type !== "null");
  if (forms.length > 0) return sample(forms[pick % forms.length] as Schema, name, pick);
  return schema.properties ? sampleOf(schema.properties, pick) : plain(schema, name, pick);
}

function sampleOf(properties: Readonly<Record<string, Schema>>, pick: number): object {
  const entries = Object.entries(properties);
  return Object.fromEntries(entries.map(([key, inner]) => [key, sample(inner, key, pick)]));
}

function plain({ type, items = {} }: Schema, name: string, pick: number): unknown {
  if (type === "array") return seriesOr([sample(items, name, pick)], name);
  if (type === "boolean") return true;
  if (type === "object") return {};
  return type === "number" || type === "integer" ? 3 : "x";
}

function seriesOr(items: unknown[], name: string): unknown[] {
  if (name !== "series") return items;
  const kinds = ["BarSeries", "AreaSeries", "LineSeries"];
  return kinds.map((kind) => ({ ...(sample(DEFS[kind] ?? {}, kind, 0) as object), dataKey: "y" }));
}

/** Keeps the places in a value that are read. */
function recorded(value: unknown, read: Set<string>, place = ""): unknown {
  if (typeof value !== "object" || value === null) return value;
  return new Proxy(value, {
    get(target, key, receiver) {
      const inner = Reflect.get(target, key, receiver);
      if (typeof key !== "string" || !Object.hasOwn(target, key)) return inner;
      const at = Array.isArray(target) ? place : `${place}.${key}`;
      read.add(at);
      return recorded(inner, read, at);
    },
  });
}

/** All places in a value. */
function placesIn(value: unknown, place = ""): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => placesIn(each, place));
  if (typeof value !== "object" || value === null || place.endsWith(".payload")) return [];
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .flatMap(([key, inner]) => [`${place}.${key}`, ...placesIn(inner, `${place}.${key}`)]);
}

function componentsOf(defs: Readonly<Record<string, Schema>>): [string, Schema][] {
  const found = Object.values(defs).flatMap((schema): [string, Schema][] => {
    const type = schema.properties?.type?.const;
    return typeof type === "string" && /^[A-Z]/.test(type) ? [[type, schema]] : [];
  });
  return found;
}

/** A node with each property, or part of one, alone: some stand back for others. */
function variants(
  node: Readonly<Record<string, unknown>>,
  { required = [] }: Schema,
): [place: string, node: object][] {
  const needed = Object.fromEntries(["type", ...required].map((name) => [name, node[name]]));
  return Object.entries(node).flatMap(([key, value]): [string, object][] => [
    [`.${key}`, { ...needed, [key]: value }],
    ...Object.entries(isRecord(value) ? value : {}).map(([part, inner]): [string, object] => [
      `.${key}.${part}`,
      { ...needed, [key]: { [part]: inner } },
    ]),
  ]);
}

/** Draws a component, and does with it what a user can do. */
function use(node: object, read: Set<string>): void {
  const shown = recorded(node, read);
  const { container } = showWidget(
    isRoot(node)
      ? shown
      : { type: "Card", children: [{ type: "Form", children: [shown, SUBMIT] }] },
  );
  const chart = screen.queryByRole("img");
  if (chart) fireEvent.keyDown(chart, { key: "ArrowRight" });
  press(container.querySelectorAll<HTMLElement>("input, textarea, button, [role=button]"));
  press(
    document.querySelectorAll<HTMLElement>("[role=option], tr:first-child td:first-child button"),
  );
  for (const submit of screen.queryAllByRole("button", { name: SUBMIT.label }))
    fireEvent.click(submit);
  cleanup();
}

function press(controls: Iterable<HTMLElement>): void {
  for (const control of controls) {
    if (control.matches("input, textarea")) fireEvent.focus(control);
    if (control.matches("input:not([type=radio], [type=checkbox]), textarea"))
      fireEvent.change(control, { target: { value: "y" } });
    else if (control.textContent !== SUBMIT.label) fireEvent.click(control);
  }
}

function isRoot(node: object): boolean {
  return ROOTS.includes(String((node as { type?: unknown }).type));
}

// A key and an id only tell components apart, which their own test shows: `node.test.ts`.
const IDENTITY = new Set([".id", ".key"]);

/** The places in a component's data that nothing reads, whichever forms they have. */
function unread(type: string, schema: Schema): string[] {
  const read = new Set(IDENTITY);
  const places = new Set<string>();
  for (const pick of [0, 1, 2, 3]) {
    const node = sample(schema, type, pick) as Record<string, unknown>;
    for (const place of placesIn(node)) places.add(place);
    use(node, read);
    const left = variants(node, schema).filter(([place]) => !read.has(place));
    for (const [, each] of left) use(each, read);
  }
  return [...places].filter((place) => !read.has(place));
}

describe("every property is read of", () => {
  it.each(componentsOf(DEFS))("%s", (type, schema) => {
    expect(unread(type, schema)).toEqual([]);
  });
});

it("finds what nothing reads", () => {
  const properties = { type: { const: "Text" }, value: {}, sound: { properties: { loud: {} } } };
  expect(unread("Text", { properties })).toEqual([".sound", ".sound.loud"]);
});

describe("every property of the types that have no schema is read of", () => {
  it("a table's cell and row", () => {
    const node: Required<Omit<Widgets.TableCell, "key" | "id">> = {
      type: "Table.Cell",
      children: [{ type: "Text", value: "x" }],
      align: "end",
      vAlign: "center",
      width: 10,
      colSize: "md",
      colSpan: 2,
      rowSpan: 2,
      padding: { x: 1 },
    };
    const read = new Set<string>();
    const row = { type: "Table.Row", header: true, children: [node] };
    showWidget({ type: "Card", children: [recorded({ type: "Table", children: [row] }, read)] });
    const places = placesIn({ type: "Table", children: [row] });
    expect(places.filter((place) => !read.has(place))).toEqual([]);
  });
});
