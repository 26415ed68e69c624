import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { type Field, FormFields, valueAt } from "./formFields";

function field(name: string, value: unknown, problem: string | null = null) {
  return { name, value: () => value, problem: () => problem, show: vi.fn(), focus: vi.fn() };
}

function form(...fields: Field[]): FormFields {
  const made = new FormFields();
  for (const each of fields) made.add(each);
  return made;
}

describe("values", () => {
  it("makes objects of dotted names", () => {
    const fields = form(field("title", "a"), field("who.name", "b"), field("who.age", "3"));
    expect(fields.values()).toEqual({ title: "a", who: { name: "b", age: "3" } });
  });

  it("leaves out what has nothing to send, and fields that are gone", () => {
    const fields = form(field("a", undefined));
    const remove = fields.add(field("b", 1));
    expect(fields.values()).toEqual({ b: 1 });
    remove();
    expect(fields.values()).toEqual({});
  });

  it("never touches what all objects share", () => {
    const name = fc.array(fc.constantFrom("__proto__", "constructor", "prototype", "a", ""));
    fc.assert(
      fc.property(name, (parts) => {
        valueAt(parts.join("."), { polluted: true });
        expect(Object.prototype).not.toHaveProperty("polluted");
        expect(Object).not.toHaveProperty("polluted");
      }),
    );
  });
});

describe("check", () => {
  it("shows every problem and goes to the first", () => {
    const [fine, first, second] = [field("a", 1), field("b", 1, "No."), field("c", 1, "Nor that.")];
    expect(form(fine, first, second).check()).toBe(false);
    expect(first.show).toHaveBeenCalledWith("No.");
    expect(second.show).toHaveBeenCalledWith("Nor that.");
    expect(first.focus).toHaveBeenCalledOnce();
    expect(second.focus).not.toHaveBeenCalled();
  });

  it("takes away what was wrong before", () => {
    const fine = field("a", 1);
    expect(form(fine).check()).toBe(true);
    expect(fine.show).toHaveBeenCalledWith(null);
  });
});
