const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;
const LIST_ITEM = /^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:\s|$)/;
const PLAIN_LIST_ITEM = /^( {0,3}(?:[-*+]|\d{1,9}[.)]) {1,4})[^\s]/;
const INTERRUPTING_ITEM = /^ {0,3}(?:[-*+]|1[.)])\s+\S/;
const RULE = /^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/;
const MAYBE_LIST_ITEM = /^(?:[-*+]|\d{1,9}[.)]?)$/;
const DEFINITION = /^[\s>*+\d.)-]*\[(?:[^\]\\]|\\.)+\]:/;
const HTML = /^ {0,3}<[a-z/!?]/i;

/**
 * Splits growing Markdown into top-level blocks, so that a delta re-parses only the last one.
 *
 * A boundary is set only where CommonMark is sure to have one: before a line that starts in the
 * first column after a blank line, outside fences, and not between the items of one list. Where
 * blocks depend on each other (link and footnote definitions, HTML, which hides fences) the
 * rest stays one block.
 */
export class BlockSplitter {
  #text = "";
  #closed: string[] = [];
  #blockStart = 0;
  #lineStart = 0;
  #afterBlank = false;
  #inList = false;
  // Where the text of the current list item starts; NaN where that is not sure.
  #itemOffset = Number.NaN;
  #fence: string | null = null;
  #whole = false;

  /** The blocks of `text`: while text is only appended, all but the last stay as they were. */
  split(text: string): readonly string[] {
    if (!text.startsWith(this.#text)) this.#reset();
    this.#text = text;
    this.#scan();
    const open = text.slice(this.#blockStart);
    return open === "" ? [...this.#closed] : [...this.#closed, open];
  }

  #reset(): void {
    this.#closed = [];
    this.#blockStart = 0;
    this.#lineStart = 0;
    this.#afterBlank = false;
    this.#inList = false;
    this.#itemOffset = Number.NaN;
    this.#fence = null;
    this.#whole = false;
  }

  #scan(): void {
    let end = this.#text.indexOf("\n", this.#lineStart);
    while (end !== -1) {
      const line = this.#text.slice(this.#lineStart, end);
      this.#open(line);
      this.#consume(line);
      this.#lineStart = end + 1;
      end = this.#text.indexOf("\n", this.#lineStart);
    }
    // The last line may still grow: it only counts for what it can no longer stop being.
    const rest = this.#text.slice(this.#lineStart);
    if (!MAYBE_LIST_ITEM.test(rest)) this.#open(rest);
  }

  #open(line: string): void {
    if (this.#startsBlock(line)) {
      this.#closed.push(this.#text.slice(this.#blockStart, this.#lineStart));
      this.#blockStart = this.#lineStart;
      this.#inList = false;
      this.#itemOffset = Number.NaN;
    }
    if (this.#fence === null) this.#checkContext(line);
  }

  #startsBlock(line: string): boolean {
    if (this.#whole || this.#fence !== null || !this.#afterBlank) return false;
    if (!/^\S/.test(line) || this.#lineStart === this.#blockStart) return false;
    return !(this.#inList && LIST_ITEM.test(line));
  }

  #checkContext(line: string): void {
    if (DEFINITION.test(line)) {
      // Earlier blocks may refer to it.
      this.#closed = [];
      this.#blockStart = 0;
      this.#whole = true;
    } else if (HTML.test(line)) {
      this.#whole = true;
    }
  }

  #consume(line: string): void {
    const blank = line.trim() === "";
    if (this.#fence !== null) {
      if (closes(line, this.#fence)) this.#fence = null;
    } else if (!blank && !(indentOf(line) >= this.#itemOffset)) {
      this.#consumeTopLevel(line);
    }
    this.#afterBlank = blank;
  }

  #consumeTopLevel(line: string): void {
    const fence = FENCE.exec(line)?.[1];
    if (fence !== undefined) {
      // An indented fence is the list item's or stands on its own.
      const unsure = this.#inList && indentOf(line) > 0 && Number.isNaN(this.#itemOffset);
      if (unsure) this.#whole = true;
      else this.#fence = fence;
      this.#itemOffset = Number.NaN;
    } else {
      const isItem = LIST_ITEM.test(line) && !RULE.test(line);
      this.#itemOffset = isItem && this.#mayStartItem(line) ? textOffset(line) : Number.NaN;
      this.#inList ||= isItem;
    }
  }

  #mayStartItem(line: string): boolean {
    const inItem = !Number.isNaN(this.#itemOffset);
    const first = this.#afterBlank || this.#lineStart === this.#blockStart;
    return inItem || first || INTERRUPTING_ITEM.test(line);
  }
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function textOffset(item: string): number {
  return PLAIN_LIST_ITEM.exec(item)?.[1]?.length ?? Number.NaN;
}

function closes(line: string, fence: string): boolean {
  const marker = line.trim();
  const longEnough = marker.length >= fence.length;
  return indentOf(line) < 4 && longEnough && marker === fence.charAt(0).repeat(marker.length);
}
