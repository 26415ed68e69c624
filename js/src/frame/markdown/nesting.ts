/** Markdown that nests deeper than anybody reads, which a parser takes very long for. */

/** How many quotes and lists may begin on one line. */
export const MAX_NESTING = 50;

const TOO_DEEP = new RegExp(
  `^(?:[ \\t]*(?:>|[-*+](?=[ \\t])|\\d{1,9}[.)](?=[ \\t]))){${MAX_NESTING + 1}}`,
  "m",
);

export function isTooDeep(text: string): boolean {
  return TOO_DEEP.test(text);
}
