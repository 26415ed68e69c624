import fc from "fast-check";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ScrollPlace } from "../../protocol/state";
import { ScrollKeeper } from "./ScrollKeeper";

const VIEW = 400;
const TOP = 12; // of the list in the scroller

/** A page that lays rows out as a browser does, with a keeper at work. */
class Page {
  keys: string[];
  heights = new Map<string, number>();
  nearEnd = true;
  place: ScrollPlace | null = null;
  nearTop = 0;
  complete = true;
  /** Whether rows are to come onto the page when there is time. */
  lacking = false;
  readonly scroller = document.createElement("div");
  readonly list = document.createElement("div");
  readonly keeper = new ScrollKeeper({
    onNearEnd: (near) => {
      this.nearEnd = near;
    },
    onPlace: (place) => {
      this.place = place;
    },
    onNearTop: () => {
      this.nearTop += 1;
    },
    onMore: () => {
      this.lacking = true;
    },
  });
  #top = 0;

  constructor(count: number, heightOf: (index: number) => number) {
    this.keys = Array.from({ length: count }, (_, index) => `k${index}`);
    this.keys.forEach((key, index) => void this.heights.set(key, heightOf(index)));
    this.scroller.dataset.scroller = "";
    this.scroller.append(this.list);
    Object.defineProperties(this.scroller, {
      clientHeight: { get: () => VIEW, configurable: true },
      scrollHeight: { get: () => this.height },
      scrollTop: {
        get: () => this.top,
        set: (next: number) => {
          this.#top = Math.max(0, Math.min(next, this.height - VIEW));
        },
      },
    });
    this.scroller.getBoundingClientRect = () => rect(0, VIEW);
    this.list.getBoundingClientRect = () => rect(TOP - this.top, this.height);
    this.draw();
  }

  draw(): void {
    const view = this.keeper.view(this.keys, this.complete);
    const shown = this.keys.slice(view.first, view.last + 1).map((key) => {
      const row = document.createElement("p");
      row.id = key;
      row.getBoundingClientRect = () => rect(0, this.heights.get(key) ?? 0);
      return row;
    });
    this.list.replaceChildren(...shown);
    this.keeper.shown(this.list, view, () => this.draw());
  }

  get height(): number {
    const { paddingTop, paddingBottom } = this.list.style;
    const rows = this.rows.reduce((sum, [, height]) => sum + height, 0);
    return (
      TOP + (Number.parseFloat(paddingTop) || 0) + rows + (Number.parseFloat(paddingBottom) || 0)
    );
  }

  get top(): number {
    // A browser clamps it for good as soon as it lays out.
    this.#top = Math.max(0, Math.min(this.#top, this.height - VIEW));
    return this.#top;
  }

  /** The rows on the page, with their heights. */
  get rows(): [string, number][] {
    return [...this.list.children].map(({ id }) => [id, this.heights.get(id) ?? 0]);
  }

  /** Where the rows are that can be seen, by their keys. */
  get seen(): Map<string, number> {
    const seen = new Map<string, number>();
    let top = TOP + Number.parseFloat(this.list.style.paddingTop) - this.top;
    for (const [key, height] of this.rows) {
      if (top < VIEW && top + height > 0) seen.set(key, top);
      top += height;
    }
    return seen;
  }

  scrollBy(delta: number): void {
    this.scroller.scrollTop = this.top + delta;
    this.keeper.scrolled();
  }

  prepend(count: number, height: number): void {
    const keys = Array.from({ length: count }, (_, index) => `p${this.keys.length}-${index}`);
    for (const key of keys) this.heights.set(key, height);
    this.keys = [...keys, ...this.keys];
    this.draw();
  }

  append(key: string, height: number): void {
    this.heights.set(key, height);
    this.keys = [...this.keys, key];
    this.draw();
  }

  resize(key: string, height: number): void {
    this.heights.set(key, height);
    this.keeper.resized();
  }
}

function rect(top: number, height: number): DOMRect {
  return new DOMRect(0, top, 100, height);
}

/** Where the first row is that can be seen both before and after. */
function moved(before: Map<string, number>, after: Map<string, number>): number | null {
  for (const [key, top] of before) {
    const now = after.get(key);
    if (now !== undefined) return now - top;
  }
  return null;
}

describe("a reader at the end", () => {
  let page: Page;
  beforeEach(() => {
    page = new Page(2000, (index) => 40 + (index % 7) * 30);
  });

  it("begins there, with few rows on the page", () => {
    expect([...page.seen.keys()].at(-1)).toBe("k1999");
    expect(page.rows.length).toBeLessThan(40);
  });

  it("stays there when rows come in and grow", () => {
    page.append("new", 300);
    page.resize("new", 700);
    expect(page.top).toBe(page.height - VIEW);
    expect(page.nearEnd).toBe(true);
  });

  it("is not led astray by scrolling that is reported after the rows have grown again", () => {
    page.append("new", 300);
    page.heights.set("new", 600);
    page.keeper.scrolled();
    expect(page.nearEnd).toBe(true);
  });

  it("leaves it by going up, and is brought back", () => {
    page.scrollBy(-900);
    expect(page.nearEnd).toBe(false);
    page.append("new", 300);
    expect(page.seen.has("new")).toBe(false);
    page.keeper.goToEnd();
    expect([...page.seen.keys()].at(-1)).toBe("new");
    expect(page.nearEnd).toBe(true);
    page.scrollBy(-300);
    page.scrollBy(280);
    expect(page.nearEnd).toBe(true);
  });

  it("leaves it by going up however little, and nothing takes them back", () => {
    const short = new Page(60, (index) => 40 + index);
    short.scrollBy(-20);
    expect(short.nearEnd).toBe(true);
    expect(short.place).not.toBeNull();
    const { seen } = short;
    short.keeper.more();
    short.keeper.scrolled();
    expect(short.place).not.toBeNull();
    short.resize("k59", 400);
    expect(short.nearEnd).toBe(false);
    short.append("new", 300);
    expect(moved(seen, short.seen)).toBe(0);
    short.scrollBy(short.height);
    expect(short.nearEnd).toBe(true);
  });

  it("stays put where the end is not to be followed", () => {
    page.keeper.held = true;
    const { seen } = page;
    page.append("new", 300);
    expect(moved(seen, page.seen)).toBe(0);
    expect(page.nearEnd).toBe(false);
  });
});

describe("a reader above the end", () => {
  it("is told about, and begins there another time", () => {
    const page = new Page(500, () => 100);
    page.scrollBy(-10_000);
    const { place } = page;
    const other = new Page(0, () => 100);
    other.keys = page.keys;
    other.heights = page.heights;
    other.keeper.begin(place);
    other.draw();
    expect(other.seen).toEqual(page.seen);
    page.keeper.goToEnd();
    page.keeper.scrolled();
    expect(page.place).toBeNull();
  });

  it("begins at the end where what was read is gone", () => {
    const page = new Page(0, () => 100);
    page.keeper.begin({ item: "gone", offset: 0 });
    page.append("k", 900);
    expect(page.top).toBe(page.height - VIEW);
    expect(page.nearEnd).toBe(true);
  });

  it("keeps the next row in place when what was read is taken away", () => {
    const page = new Page(300, () => 100);
    page.scrollBy(-5000);
    const [[first] = [""], ...others] = page.seen;
    page.keys = page.keys.filter((key) => key !== first);
    page.draw();
    expect(moved(new Map(others), page.seen)).toBe(0);
  });

  it.each([
    ["smaller", 40, 300],
    ["taller", 300, 40],
  ])("that jumps to the first row finds it there when others are %s", (_, last, others) => {
    const page = new Page(600, (index) => (index > 560 ? last : others));
    for (let step = 0; step < 20; step += 1) page.scrollBy(-300);
    page.scrollBy(-page.top);
    expect(page.seen.get("k0")).toBe(TOP);
    expect(covered(page)).toBe(true);
  });

  it("gets all rows of a short thread onto the page when there is time, and nothing moves", () => {
    const page = new Page(60, (index) => 40 + index);
    page.scrollBy(-500);
    const { seen, rows } = page;
    expect(rows.length).toBeLessThan(30);
    while (page.lacking) {
      page.lacking = false;
      page.keeper.more();
      expect(moved(seen, page.seen)).toBe(0);
    }
    expect(page.rows).toHaveLength(60);
    page.append("new", 100);
    page.keeper.more();
    expect(page.rows).toHaveLength(61);
  });

  it("gets more of a long thread onto the page when there is time, though not all", () => {
    const page = new Page(60, (index) => 40 + index);
    page.complete = false;
    page.scrollBy(-2000);
    const { seen, rows } = page;
    for (let step = 0; step < 60 && page.lacking; step += 1) {
      page.lacking = false;
      page.keeper.more();
      expect(moved(seen, page.seen)).toBe(0);
    }
    expect(page.lacking).toBe(false);
    expect(page.rows.length).toBeGreaterThan(rows.length);
    expect(page.rows.length).toBeLessThan(40);
  });

  it("is near the first row only when they are", () => {
    const page = new Page(50, () => 100);
    expect(page.nearTop).toBe(0);
    page.scrollBy(-3000);
    page.scrollBy(-1000);
    expect(page.nearTop).toBe(1);
  });

  it("sees nothing move, whatever comes in, goes and grows above and below", () =>
    fc.assert(
      fc.property(
        fc.constantFrom(30, 140, 400),
        fc.array(HEIGHT, { minLength: 1, maxLength: 20 }),
        fc.array(CHANGE, { maxLength: 30 }),
        (count, sizes, changes) => {
          const page = new Page(count, (index) => sizes[index % sizes.length] ?? 1);
          for (const { type, count: by, height } of changes) {
            check(page, () => APPLY[type](page, by, height));
            expect(covered(page)).toBe(true);
          }
        },
      ),
    ));
});

const HEIGHT = fc.integer({ min: 1, max: 900 });
const CHANGE = fc.record({
  type: fc.constantFrom(
    "prepend" as const,
    "append" as const,
    "resize" as const,
    "scroll" as const,
  ),
  count: fc.nat({ max: 700 }),
  height: HEIGHT,
});

/** Each change, and how far it is to move what is seen. */
const APPLY = {
  prepend: (page: Page, count: number, height: number) => {
    page.prepend(1 + (count % 60), height);
    return 0;
  },
  append: (page: Page, _: number, height: number) => {
    page.append(`a${page.keys.length}`, height);
    return 0;
  },
  resize: (page: Page, count: number, height: number) => {
    // One above the view, or at its top: what is read grows at its end.
    const [first = ""] = page.seen.keys();
    const key = page.keys[count % (page.keys.indexOf(first) + 1)] ?? first;
    page.resize(key, key === first ? height + (page.heights.get(key) ?? 0) : height);
    return 0;
  },
  scroll: (page: Page, count: number) => {
    const { top } = page;
    const delta = Math.max(-top, Math.min(count - 350, page.height - VIEW - top));
    page.scrollBy(delta);
    return -delta;
  },
};

/** Fails when what is seen moves otherwise than it is to, except where there is no room for it. */
function check(page: Page, change: () => number): void {
  const { seen } = page;
  const following = page.keeper.view(page.keys, page.complete).place === null;
  const wanted = change();
  const way = moved(seen, page.seen);
  const clamped = page.top === 0 || page.top >= page.height - VIEW - 1;
  if (!following && !clamped && way !== null) expect(way).toBeCloseTo(wanted);
}

/** Whether rows are wherever the view is. */
function covered(page: Page): boolean {
  const { seen } = page;
  const [first = "", last = ""] = [[...seen.keys()][0], [...seen.keys()].at(-1)];
  const begins = (seen.get(first) ?? 0) <= 0 || first === page.keys[0];
  const end = (seen.get(last) ?? 0) + (page.heights.get(last) ?? 0);
  return begins && (end >= VIEW || last === page.keys.at(-1));
}

it("waits while nothing has a size", () => {
  const page = new Page(300, () => 100);
  page.scrollBy(-5000);
  const { seen } = page;
  const hidden = vi.spyOn(page.scroller, "clientHeight", "get").mockReturnValue(0);
  page.keeper.resized();
  page.keeper.scrolled();
  hidden.mockRestore();
  page.keeper.resized();
  expect(page.seen).toEqual(seen);
});
