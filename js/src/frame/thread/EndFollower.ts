// Within this distance of the end, in px, the reader counts as being at the end.
const NEAR_END = 48;

/** Keeps a scrolling element at its end while it grows, unless its reader has gone elsewhere. */
export class EndFollower {
  readonly #element: HTMLElement;
  readonly #onChange: (following: boolean) => void;
  #following = true;
  #top = 0;
  #fromEnd = 0;
  // What to keep in view, by its distance from the end, while what was added above takes its room.
  #kept: number | null = null;

  /** @param onChange called when the reader leaves the end, and when they are back. */
  constructor(element: HTMLElement, onChange: (following: boolean) => void) {
    this.#element = element;
    this.#onChange = onChange;
  }

  get following(): boolean {
    return this.#following;
  }

  /** Scrolls to a distance from the top, in px. */
  goTo(top: number): void {
    this.#element.scrollTop = top;
    this.#settle(this.#isNearEnd());
  }

  goToEnd(): void {
    this.#kept = null;
    this.#element.scrollTop = this.#element.scrollHeight;
    this.#settle(true);
  }

  /** To be called when the element was scrolled, by whomever. */
  scrolled(): void {
    if (this.#element.scrollTop !== this.#top) this.#kept = null;
    // Only going up leaves the end: when the content has grown since, being far from it means nothing.
    const wentUp = this.#element.scrollTop < this.#top;
    this.#settle(this.#isNearEnd() || (this.#following && !wentUp));
  }

  /** To be called when the content has another size. @param held whether to stay put all the same. */
  resized(held: boolean): void {
    if (this.#kept !== null) this.goTo(this.#element.scrollHeight - this.#kept);
    else if (this.#following && !held) this.goToEnd();
    else this.#settle(this.#isNearEnd());
  }

  /** To be called when content was added above: what was in view stays in view. */
  grewAbove(): void {
    if (this.#following) return;
    this.#kept = this.#fromEnd;
    this.goTo(this.#element.scrollHeight - this.#kept);
  }

  #isNearEnd(): boolean {
    const { scrollHeight, clientHeight, scrollTop } = this.#element;
    return scrollHeight - clientHeight - scrollTop <= NEAR_END;
  }

  #settle(following: boolean): void {
    this.#top = this.#element.scrollTop;
    this.#fromEnd = this.#element.scrollHeight - this.#top;
    if (following === this.#following) return;
    this.#following = following;
    this.#onChange(following);
  }
}
