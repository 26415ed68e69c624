/** The one owner of the thread's scroll position. */
import type { ScrollPlace } from "../../protocol/state";
import { type RowRange, Rows, type RowView } from "./Rows";

// A reader who comes within this distance of the end, in px, is taken to want to be at the end; one
// who leaves is no longer there from the first px on, give or take what browsers round.
const NEAR_END = 48;
const AT_END = 2;
// Up to this many rows of a thread that is whole all come onto the page, where the browser's own
// search finds them.
const WHOLE = 150;
// The height of a row where none was measured yet, and of the view before there is one, in px.
const ESTIMATE = 140;
const VIEW = 800;
// So many heights of the view are filled with rows above it and below it when there is time, some rows
// in a go; and so many at once for a reader who scrolls, because the browser scrolls ahead.
const MARGIN = 1.5;
const AHEAD = 1;
const IN_A_GO = 4;
// So many heights of the view from the first row the reader is near it.
const NEAR_TOP = 2;
const NONE: RowRange = { first: 0, last: -1 };

/** Marks the element that scrolls the rows. */
export const SCROLLER = "data-scroller";

/** Who is told. */
export type ScrollListener = {
  /** The reader is no longer near the end, or is back. */
  readonly onNearEnd: (near: boolean) => void;
  /** The reader was taken elsewhere; null at the end. */
  readonly onPlace: (place: ScrollPlace | null) => void;
  /** The reader is near the first row. */
  readonly onNearTop: () => void;
  /** More rows can come onto the page when there is time: `more` is to be called then. */
  readonly onMore: () => void;
};

/**
 * Keeps the reader at the end of the rows while they are there, and otherwise what they read where it
 * is, whatever comes in, goes, or takes another size above it.
 *
 * The rows that are on the page stand between two paddings in place of the others. Where a row turns
 * out taller or smaller than it was taken to be, the padding above gives way, so that what is seen
 * stays without a word to the browser, whose own scrolling goes on. Only when that padding is used
 * up, or when rows come in before the first, is the position set.
 */
export class ScrollKeeper {
  readonly #listener: ScrollListener;
  readonly #sizes = new Map<string, number>();
  #measured = 0; // the sum of the sizes, in px
  #estimate = ESTIMATE;
  #list: HTMLElement | null = null;
  #redraw: () => void = () => {};
  #scroller: Element | null = null;
  #shown: RowView = { rows: new Rows([], new Map(), 0), ...NONE, place: null, whole: false };
  // How much further down the rows stand than their sizes say, and the list in the scroller, in px.
  #shift = 0;
  #listTop = 0;
  #following = true;
  #nearEnd = true; // as was told
  #top = 0;
  #start: ScrollPlace | "end" | null = "end";
  #ahead = 0; // heights of the view that are to be filled now beyond what is seen
  #extra = 0; // rows that come onto the page before and after those that are there
  /** Whether the end is not followed just now: the reader stays put while it goes away. */
  held = false;

  constructor(listener: ScrollListener) {
    this.#listener = listener;
  }

  /** Another thread begins: at its end, or where its reader was. */
  begin(place: ScrollPlace | null): void {
    this.#start = place ?? "end";
    this.#ahead = 0;
    this.#follow(place === null);
  }

  /** What is to be on the page of these rows. @param complete whether none come before them. */
  view(keys: readonly string[], complete: boolean): RowView {
    const rows = new Rows(keys, this.#sizes, this.#estimate);
    const place = this.#placeIn(rows);
    const whole = complete && keys.length <= WHOLE;
    return { rows, place, whole, ...this.#range(rows, place, whole) };
  }

  /**
   * To be called when the view is on the page, before it is painted.
   *
   * @param redraw is called when other rows are to be on the page.
   */
  shown(list: HTMLElement, view: RowView, redraw: () => void): void {
    this.#list = list;
    this.#redraw = redraw;
    this.#extra = 0;
    this.#ahead = 0;
    this.#scroller = list.closest(`[${SCROLLER}]`);
    this.#settle(view, view.place);
    this.#look();
  }

  /** To be called when there is time. */
  more(): void {
    if (this.#list === null) return;
    this.#extra = IN_A_GO;
    this.#redraw();
  }

  /** To be called when the list is taken off the page. */
  gone(): void {
    this.#list = null;
  }

  /** To be called when something has another size. */
  resized(): void {
    if (this.#list === null || !this.#scroller?.clientHeight) return;
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    // Where the rows became smaller at the end, the browser has moved them already.
    const clamped = scrollTop < this.#top && scrollTop > scrollHeight - clientHeight - 2;
    this.#settle(this.#shown, this.#placeIn(this.#shown.rows, clamped ? this.#top : scrollTop));
    this.#look();
  }

  /** To be called when the rows were scrolled, by whomever. */
  scrolled(): void {
    if (this.#list === null || !this.#scroller?.clientHeight) return;
    // Only going up leaves the end: when the rows have grown since, being far from it means nothing.
    // Only going down comes back to it: what the keeper itself has scrolled is told as well.
    const way = this.#scroller.scrollTop - this.#top;
    this.#top = this.#scroller.scrollTop;
    if (this.#isElsewhere(this.#scroller)) this.#pad(0);
    if (way < 0) this.#follow(this.#isWithin(AT_END));
    else this.#follow(this.#following || (way > 0 && this.#isWithin(NEAR_END)));
    this.#listener.onPlace(this.#following ? null : this.#placeNow(this.#shown.rows, this.#top));
    this.#ahead = way === 0 ? 0 : AHEAD;
    this.#look();
  }

  goToEnd(): void {
    this.begin(null);
    this.#toEnd();
    this.#redraw();
  }

  /** What is to stay where it is while these rows take the place of those that are shown. */
  #placeIn(rows: Rows, scrolled = this.#scroller?.scrollTop ?? 0): ScrollPlace | null {
    if (this.#start === "end") return null;
    if (this.#start !== null)
      return rows.indexOf(this.#start.item) === undefined ? null : this.#start;
    return this.#following && !this.held ? null : this.#placeNow(rows, scrolled);
  }

  /** The rows in view, and so many heights of it above and below. */
  #near(rows: Rows, place: ScrollPlace | null, margin: number): RowRange {
    if (rows.keys.length === 0) return NONE;
    const height = this.#scroller?.clientHeight || VIEW;
    const index = place === null ? undefined : rows.indexOf(place.item);
    const top =
      place === null || index === undefined ? rows.height - height : rows.top(index) - place.offset;
    const first = rows.indexAt(top - margin * height);
    return { first, last: rows.indexAt(top + (1 + margin) * height) };
  }

  /** What must be on the page, and what is there already or comes now and can stay. */
  #range(rows: Rows, place: ScrollPlace | null, whole: boolean): RowRange {
    const least = this.#near(rows, place, this.#ahead);
    const most = this.#most(rows, place, whole);
    const { rows: shown, first, last } = this.#shown;
    const there = [shown.keys[first], shown.keys[last]].map((key) => rows.indexOf(key ?? ""));
    const [from = least.first, to = least.last] = there;
    if (to < most.first || from > most.last) return least;
    return {
      first: Math.min(least.first, Math.max(most.first, from - this.#extra)),
      last: Math.max(least.last, Math.min(most.last, to + this.#extra)),
    };
  }

  #most(rows: Rows, place: ScrollPlace | null, whole: boolean): RowRange {
    return whole ? { first: 0, last: rows.keys.length - 1 } : this.#near(rows, place, MARGIN);
  }

  /** The topmost row in view that is one of these. */
  #placeNow(rows: Rows, scrolled: number): ScrollPlace | null {
    const { rows: shown } = this.#shown;
    const top = scrolled - this.#listTop - this.#shift;
    for (let index = shown.indexAt(top); index < shown.keys.length; index += 1) {
      const item = shown.keys[index];
      if (item !== undefined && (rows === shown || rows.indexOf(item) !== undefined)) {
        return { item, offset: shown.top(index) - top };
      }
    }
    return null;
  }

  /** Measures what is on the page, and brings the place to where it is to be. */
  #settle(view: RowView, place: ScrollPlace | null): void {
    this.#shown = view;
    const [list, scroller] = [this.#list, this.#scroller];
    // What is hidden has no sizes.
    if (list === null || !scroller?.clientHeight) return;
    this.#start = null;
    this.#measure(list, view);
    const rows = new Rows(view.rows.keys, this.#sizes, this.#estimate);
    this.#shown = { ...view, rows };
    const listTop = list.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    this.#listTop = listTop + scroller.scrollTop;
    const index = place === null ? undefined : rows.indexOf(place.item);
    if (place === null || index === undefined) {
      this.#pad(0);
      this.#toEnd();
      this.#follow(true);
    } else {
      this.#hold(this.#listTop + rows.top(index) - place.offset, scroller);
      this.#follow(this.#isWithin(this.#following ? NEAR_END : AT_END));
    }
  }

  /** Lets what would be seen at this position be seen where the scroller is, or scrolls there. */
  #hold(wanted: number, scroller: Element): void {
    const { rows, first } = this.#shown;
    const shift = scroller.scrollTop - wanted;
    // The rows begin where the list does; and there must be room to scroll up to those before them.
    const fits = first > 0 && rows.top(first) + shift > MARGIN * scroller.clientHeight;
    this.#pad(fits ? shift : 0);
    if (!fits && Math.abs(shift) >= 0.5) scroller.scrollTop = wanted;
    this.#top = scroller.scrollTop;
  }

  #measure(list: HTMLElement, { rows, first }: RowView): void {
    for (const [index, row] of [...list.children].entries()) {
      const key = rows.keys[first + index];
      if (key === undefined) continue;
      const { height } = row.getBoundingClientRect();
      this.#measured += height - (this.#sizes.get(key) ?? 0);
      this.#sizes.set(key, height);
    }
    this.#estimate = this.#measured / this.#sizes.size || ESTIMATE;
  }

  #pad(shift: number): void {
    const { rows, first, last } = this.#shown;
    this.#shift = shift;
    if (this.#list === null) return;
    this.#list.style.paddingTop = `${rows.top(first) + shift}px`;
    this.#list.style.paddingBottom = `${rows.height - rows.top(last + 1)}px`;
  }

  #toEnd(): void {
    if (this.#scroller === null) return;
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
    this.#top = this.#scroller.scrollTop;
  }

  /** Asks for what the view lacks: rows that are not on the page, or not there yet. */
  #look(): void {
    if (!this.#scroller?.clientHeight) return;
    const { rows, first, last, whole } = this.#shown;
    const place = this.#placeIn(rows);
    const least = this.#near(rows, place, this.#ahead);
    if (least.first < first || least.last > last) {
      this.#redraw();
      return; // It looks again then.
    }
    const most = this.#most(rows, place, whole);
    if (most.first < first || most.last > last) this.#listener.onMore();
    const { scrollTop, clientHeight } = this.#scroller;
    if (scrollTop < NEAR_TOP * clientHeight) this.#listener.onNearTop();
  }

  /** Whether nothing that is on the page is in view, so that nothing has to stay where it is. */
  #isElsewhere({ scrollTop, clientHeight }: Element): boolean {
    const { rows, first, last } = this.#shown;
    const top = scrollTop - this.#listTop - this.#shift;
    return top + clientHeight <= rows.top(first) || top >= rows.top(last + 1);
  }

  /** Whether the end is no further away, in px. */
  #isWithin(distance: number): boolean {
    if (this.#scroller === null) return true;
    const { scrollHeight, clientHeight, scrollTop } = this.#scroller;
    return scrollHeight - clientHeight - scrollTop <= distance;
  }

  #follow(following: boolean): void {
    this.#following = following;
    const near = following || this.#isWithin(NEAR_END);
    if (near === this.#nearEnd) return;
    this.#nearEnd = near;
    this.#listener.onNearEnd(near);
  }
}
