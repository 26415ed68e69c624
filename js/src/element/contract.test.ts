/**
 * Holds the element, and the table in docs/chatkit-js.md, to the public types of `@openai/chatkit`:
 * a member that the package adds fails here until there is code and a test for it.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ChatKitEvents, ChatKitOptions, OpenAIChatKit } from "@openai/chatkit";
import ts from "typescript";
import { describe, expect, expectTypeOf, it } from "vitest";
import { catalogueFor } from "../i18n/locales";
import type { Emit } from "./events";
import { ChatKitElement } from "./index";
import { HEADER_ICONS, ICONS } from "./names";
import { checkOptions } from "./options";

const ROOT = join(__dirname, "../../..");
const TYPES = join(ROOT, "node_modules/@openai/chatkit/types/index.d.ts");
const DOCS = readFileSync(join(ROOT, "docs/chatkit-js.md"), "utf8");

const program = ts.createProgram([TYPES], { strict: true });
const checker = program.getTypeChecker();
const file = program.getSourceFile(TYPES);
const exported = new Map(
  checker
    .getExportsOfModule(checker.getSymbolAtLocation(file as ts.SourceFile) as ts.Symbol)
    .map((symbol) => [symbol.name, checker.getDeclaredTypeOfSymbol(symbol)]),
);

function typeOf(name: string): ts.Type {
  const type = exported.get(name);
  if (!type) throw new Error(`The package has no type ${name} any more.`);
  return type;
}

/** The members of a type that are declared in the package, not in the language. */
function members(type: ts.Type): ts.Symbol[] {
  return checker
    .getPropertiesOfType(type)
    .filter(({ declarations }) => declarations?.[0]?.getSourceFile().fileName.includes("@openai"));
}

/** Dotted paths of all options; those inside lists and functions are part of their option. */
function optionPaths(type: ts.Type, before = ""): string[] {
  const parts = type.isUnion() ? type.types : [type];
  return parts
    .flatMap((part) => members(part))
    .flatMap((member) => {
      const path = before + member.name;
      const inner = checker.getNonNullableType(checker.getTypeOfSymbol(member));
      const isPlain = inner.getCallSignatures().length === 0 && !checker.isArrayType(inner);
      const deeper = isPlain ? optionPaths(inner, `${path}.`) : [];
      return deeper.length > 0 ? deeper : [path];
    });
}

const OPTIONS = [...new Set(optionPaths(typeOf("ChatKitOptions")))].filter(
  (path) => !path.startsWith("api.uploadStrategy."),
);
const METHODS = [...new Set(members(typeOf("OpenAIChatKit")).map(({ name }) => name))].filter(
  (name) => !name.endsWith("EventListener"),
);
const VALID = { api: { url: "/", domainKey: "k" } };
const EVENTS = members(typeOf("ChatKitEvents")).map(({ name }) => name);

function literals(name: string): string[] {
  const type = typeOf(name);
  const parts = type.isUnion() ? type.types : [type];
  return parts.flatMap((part) => (part.isStringLiteral() ? [part.value] : []));
}

/** The tests that the table names for a member. */
function testsOf(name: string): string[] {
  const row = DOCS.split("\n").find((line) => line.startsWith(`| \`${name}\` |`));
  return [...(row ?? "").matchAll(/`([\w/.]+)::([^`]+)`/g)].map(
    ([, path, test]) => `${path}::${test}`,
  );
}

describe("the public contract", () => {
  it("is what the element implements, no more and no less", () => {
    expectTypeOf<ChatKitElement>().toExtend<OpenAIChatKit>();
    expectTypeOf<Parameters<ChatKitElement["setOptions"]>[0]>().toEqualTypeOf<ChatKitOptions>();
    expectTypeOf<Parameters<Emit>[0]>().toEqualTypeOf<keyof ChatKitEvents>();
  });

  it("was found in the package", () => {
    expect(METHODS).toHaveLength(9);
    expect(EVENTS).toHaveLength(13);
    expect(OPTIONS.length).toBeGreaterThan(50);
  });

  it.each(METHODS)("has the method %s", (name) => {
    expect(ChatKitElement.prototype).toHaveProperty(name);
  });

  it.each(OPTIONS)("knows the option %s", (path) => {
    const wrong = path
      .split(".")
      .reduceRight<unknown>((value, name) => ({ [name]: value }), Symbol());
    const hosted = path.includes("getClientSecret");
    const options = path.startsWith("api.")
      ? { api: { ...(hosted ? {} : VALID.api), ...(wrong as typeof VALID).api } }
      : { ...VALID, ...(wrong as object) };
    expect(problem(options)).toMatch(/must be|is missing/);
  });

  it.each([
    ["composer.tools", "ToolOption"],
    ["composer.models", "ModelOption"],
    ["startScreen.prompts", "StartScreenPrompt"],
    ["theme.typography.fontSources", "FontObject"],
  ])("knows what stands in the list %s", (path, type) => {
    for (const { name } of members(typeOf(type))) {
      const list = path
        .split(".")
        .reduceRight<unknown>((value, at) => ({ [at]: value }), [{ [name]: Symbol() }]);
      expect(problem({ ...VALID, ...(list as object) })).toMatch(/must be|is missing/);
    }
  });

  it("has the icons' names", () => {
    expect([...ICONS].sort()).toEqual(literals("ChatKitIcon").sort());
    expect([...HEADER_ICONS].sort()).toEqual(literals("HeaderIcon").sort());
  });
});

describe("the locales of the types", () => {
  it.each(literals("SupportedLocale"))("%s is taken, and can word numbers and days", (locale) => {
    expect(problem({ ...VALID, locale })).toBe("nothing");
    expect(() => new Intl.NumberFormat(locale).format(1)).not.toThrow();
    const catalogue = catalogueFor(locale);
    expect(catalogue === null || locale.startsWith(catalogue)).toBe(true);
  });

  it("are those of the package", () => {
    expect(literals("SupportedLocale").length).toBeGreaterThan(50);
  });
});

describe("the table of the documentation", () => {
  it.each([...OPTIONS, ...METHODS, ...EVENTS])("names a test for %s", (name) => {
    const tests = testsOf(name);
    expect(tests).not.toEqual([]);
    for (const test of tests) {
      const [path = "", title = ""] = test.split("::");
      expect(existsSync(join(ROOT, path)), `${path} exists`).toBe(true);
      expect(readFileSync(join(ROOT, path), "utf8")).toContain(title);
    }
  });
});

/** What is wrong with these options. */
function problem(options: object): string {
  try {
    checkOptions(options as ChatKitOptions);
  } catch (error) {
    return (error as Error).message;
  }
  return "nothing";
}
