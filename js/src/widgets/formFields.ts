/** The fields of one form: their values as one payload, and whether they may be sent. */

export interface Field {
  readonly name: string;
  /** What is in it; undefined when there is nothing to send. */
  readonly value: () => unknown;
  /** What keeps it from being sent, as a readable line. */
  readonly problem: () => string | null;
  /** Shows the problem beside the field, or takes it away. */
  readonly show: (problem: string | null) => void;
  readonly focus: () => void;
}

export type Payload = Readonly<Record<string, unknown>>;

export class FormFields {
  readonly #fields = new Set<Field>();

  /** Takes a field in, until the returned function is called. */
  add(field: Field): () => void {
    this.#fields.add(field);
    return () => this.#fields.delete(field);
  }

  /** The values by the names of their fields; dots in names make objects. */
  values(): Payload {
    const payload = {};
    for (const field of this.#fields) put(payload, field.name.split("."), field.value());
    return payload;
  }

  /** Shows what is wrong and goes to the first of it. @returns whether nothing is. */
  check(): boolean {
    const wrong = [...this.#fields].filter((field) => {
      const problem = field.problem();
      field.show(problem);
      return problem !== null;
    });
    wrong[0]?.focus();
    return wrong.length === 0;
  }
}

/** An object with one value, at the place that the dots in the name say. */
export function valueAt(name: string, value: unknown): Payload {
  const payload = {};
  put(payload, name.split("."), value);
  return payload;
}

function put(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [first, ...rest] = path;
  if (!first || first === "__proto__" || value === undefined) return;
  if (rest.length === 0) {
    target[first] = value;
    return;
  }
  const inner = Object.hasOwn(target, first) ? target[first] : undefined;
  const next = typeof inner === "object" && inner !== null ? inner : {};
  target[first] = next;
  put(next as Record<string, unknown>, rest, value);
}
