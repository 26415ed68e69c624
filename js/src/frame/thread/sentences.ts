const SENTENCE_END = /[.!?…。！？۔।]["”’»)\]]*(?:\s|$)|\n/gu;

/** Cuts a growing text into what can be read out: whole sentences, each once. */
export class SentenceReader {
  #read = 0;

  /** The sentences that are complete and were not read yet; empty when there is none. */
  next(text: string): string {
    const end = [...text.matchAll(SENTENCE_END)]
      // At the very end a full stop may still become a number.
      .filter(({ index, 0: mark }) => index + mark.length < text.length || mark.endsWith("\n"))
      .map(({ index, 0: mark }) => index + mark.length)
      .at(-1);
    return this.#readTo(text, end ?? this.#read);
  }

  /** All that was not read yet. */
  rest(text: string): string {
    return this.#readTo(text, text.length);
  }

  #readTo(text: string, end: number): string {
    const piece = text.slice(this.#read, end).trim();
    this.#read = Math.max(this.#read, end);
    return piece;
  }
}
