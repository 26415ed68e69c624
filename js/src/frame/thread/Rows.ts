import type { ScrollPlace } from "../../protocol/state";

/** Some rows, by their indexes. */
export type RowRange = {
  readonly first: number;
  /** The last of them; before the first when there are none. */
  readonly last: number;
};

/** The rows that are to be on the page, and what is to stay where it is when they are. */
export type RowView = RowRange & {
  readonly rows: Rows;
  /** Null where the end is followed. */
  readonly place: ScrollPlace | null;
  /** Whether all rows are to be on the page when there was time. */
  readonly whole: boolean;
};

/** Rows one below the other, each as tall as it was measured or, until then, as it is taken to be. */
export class Rows {
  readonly keys: readonly string[];
  readonly #tops: Float64Array;
  #indexes: Map<string, number> | null = null;

  /**
   * @param sizes what was measured, in px, by the key of the row.
   * @param estimate the height of all others, in px.
   */
  constructor(keys: readonly string[], sizes: ReadonlyMap<string, number>, estimate: number) {
    this.keys = keys;
    this.#tops = new Float64Array(keys.length + 1);
    let top = 0;
    for (const [index, key] of keys.entries()) {
      top += sizes.get(key) ?? estimate;
      this.#tops[index + 1] = top;
    }
  }

  /** The height of all, in px. */
  get height(): number {
    return this.top(this.keys.length);
  }

  /** How far the top of a row is below that of the first, in px; of the one after the last too. */
  top(index: number): number {
    return this.#tops[index] ?? 0;
  }

  /** The row that is so far below the top of the first, in px; the nearest one where there is none. */
  indexAt(top: number): number {
    let low = 0;
    let high = this.keys.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.top(middle) <= top) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The index of a row; undefined where there is none with this key. */
  indexOf(key: string): number | undefined {
    this.#indexes ??= new Map(this.keys.map((each, index) => [each, index]));
    return this.#indexes.get(key);
  }
}
