/** Checks plain values and says which one is wrong. */

/** Throws an error that names `path` when `value` is not what it must be. */
export type Check = (value: unknown, path: string) => void;

export const isString = typed("string", "a text");
export const isNumber = typed("number", "a number");
export const isBoolean = typed("boolean", "true or false");
export const isFunction = typed("function", "a function");

/** Any object, whatever is in it. */
export const isObject: Check = (value, path) => {
  if (!isRecord(value)) fail(path, "an object", value);
};

/** One of a few texts. */
export function isOneOf(...texts: readonly string[]): Check {
  return (value, path) => {
    if (!texts.includes(value as string)) fail(path, `one of ${texts.join(", ")}`, value);
  };
}

/** A whole number within these limits. */
export function isInteger(least: number, most: number): Check {
  return (value, path) => {
    const fits = Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
    if (!fits) fail(path, `a whole number from ${least} to ${most}`, value);
  };
}

/** A number that is not negative. */
export const isCount: Check = (value, path) => {
  if (typeof value !== "number" || !(value >= 0)) fail(path, "a number, 0 or more", value);
};

/** A text of this form. */
export function matching(form: RegExp, words: string): Check {
  return (value, path) => {
    if (typeof value !== "string" || !form.test(value)) fail(path, words, value);
  };
}

/** What one of two checks takes; the second one words what is wrong. */
export function either(first: Check, second: Check): Check {
  return (value, path) => {
    try {
      first(value, path);
    } catch {
      second(value, path);
    }
  };
}

/** An object whose values `check` takes, under any names. */
export function recordOf(check: Check): Check {
  return (value, path) => {
    if (!isRecord(value)) return fail(path, "an object", value);
    for (const [name, entry] of Object.entries(value)) check(entry, within(path, name));
  };
}

/** What `check` takes, or null. */
export function orNull(check: Check): Check {
  return (value, path) => {
    if (value !== null) check(value, path);
  };
}

/** A text, or what `check` takes. */
export function orString(check: Check): Check {
  return (value, path) => {
    if (typeof value !== "string") check(value, path);
  };
}

/** A list of what `check` takes. */
export function listOf(check: Check): Check {
  return (value, path) => {
    if (!Array.isArray(value)) return fail(path, "a list", value);
    value.forEach((entry, index) => {
      check(entry, `${path}[${index}]`);
    });
  };
}

/** An object with these properties and no others; those named in `required` must be there. */
export function shape(properties: Record<string, Check>, required: readonly string[] = []): Check {
  return (value, path) => {
    if (!isRecord(value)) return fail(path, "an object", value);
    const given = Object.entries(value).filter(([, entry]) => entry !== undefined);
    const unknown = given.find(([name]) => !Object.hasOwn(properties, name));
    if (unknown) throw new Error(`${option(within(path, unknown[0]))} does not exist.`);
    const missing = required.find((name) => value[name] === undefined);
    if (missing !== undefined) throw new Error(`${option(within(path, missing))} is missing.`);
    for (const [name, entry] of given) properties[name]?.(entry, within(path, name));
  };
}

function typed(type: string, words: string): Check {
  return (value, path) => {
    if (typeof value !== type) fail(path, words, value);
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function within(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function option(path: string): string {
  return path === "" ? "ChatKit's options" : `ChatKit's option “${path}”`;
}

function fail(path: string, words: string, value: unknown): never {
  const given = typeof value === "function" ? "a function" : JSON.stringify(value);
  throw new Error(`${option(path)} must be ${words}, not ${given}.`);
}
