import { describe, expect, it } from "vitest";
import { problemWith } from "./fileRules";

const file = (name: string, type: string, size = 10) =>
  new File(["x".repeat(size)], name, { type });

describe("what may be attached", () => {
  it.each([
    [undefined, "a.exe", "application/x-dosexec", true],
    [{ "image/*": [] }, "a.png", "image/png", true],
    [{ "image/png": [] }, "a.gif", "image/gif", false],
    [{ "text/csv": [".CSV"] }, "a.csv", "", true],
    [{ "text/csv": [".csv"] }, "a.txt", "text/plain", false],
    [{ "*/*": [] }, "a.txt", "text/plain", true],
  ])("by the types %j: %s of type %s: %s", (accept, name, type, taken) => {
    const problem = problemWith(file(name, type), accept === undefined ? {} : { accept });
    expect(problem).toEqual(taken ? null : { type: "fileNotAccepted", name });
  });

  it.each([
    [5, "image/png", 5],
    [{ "image/png": 3, "image/*": 5, "*": 7 }, "image/png", 3],
    [{ "image/*": 5, "*": 7 }, "image/png", 5],
    [{ "image/*": 5, "*": 7 }, "text/plain", 7],
    [{ "image/*": 5, "": 7 }, "", 7],
  ])("up to the size in %j for %s: %d", (maxSize, type, limit) => {
    expect(problemWith(file("a", type, limit), { maxSize })).toBeNull();
    expect(problemWith(file("a", type, limit + 1), { maxSize })).toEqual({
      type: "fileTooLarge",
      name: "a",
      limit,
    });
  });

  it("up to 100 MB where nothing is said", () => {
    const large = file("a", "image/png");
    Object.defineProperty(large, "size", { value: 100 * 1024 * 1024 + 1 });
    expect(problemWith(large, { maxSize: { "text/*": 1 } })?.type).toBe("fileTooLarge");
  });
});
