// In this order: what must be left alone (code, escapes), then the ways to write a formula.
const FENCE =
  "^ {0,3}(?<fence>`{3,}|~{3,})[^\\n]*\\n[\\s\\S]*?(?:^ {0,3}\\k<fence>[`~]*[ \\t]*$|$(?![\\s\\S]))";
const CODE = "(?<ticks>`+)(?!`)[\\s\\S]*?(?<!`)\\k<ticks>(?!`)";
const DISPLAY = "\\\\\\[(?<brackets>[\\s\\S]+?)\\\\\\]|\\$\\$(?<dollars>[\\s\\S]+?)\\$\\$";
const INLINE =
  "\\\\\\((?<parens>.+?)\\\\\\)|(?<![\\w$])\\$(?=[^\\s$])(?<dollar>[^$\\n]*?[^\\s$\\\\])\\$(?![\\d$])";
const PIECES = new RegExp(`${FENCE}|${CODE}|${DISPLAY}|${INLINE}|\\\\[\\s\\S]`, "gm");

type Found = Partial<Record<"brackets" | "dollars" | "parens" | "dollar", string>>;

/** Whether Markdown has a formula in it. */
export function hasMath(text: string): boolean {
  if (!/[$\\]/.test(text)) return false;
  return [...text.matchAll(PIECES)].some(({ groups }) => formulaIn(groups ?? {}) !== undefined);
}

/**
 * Writes every formula with two dollars, whichever of the usual ways it is written in.
 *
 * One dollar opens a formula only before, and closes it only after, something other than a space,
 * and never before a digit: "$5 and $10" is money.
 */
export function mathDelimiters(text: string): string {
  return text.replace(PIECES, (whole: string, ...rest: unknown[]) => {
    const groups = rest.at(-1) as Found;
    const formula = formulaIn(groups);
    if (formula === undefined) return whole;
    const inline = groups.parens ?? groups.dollar;
    return inline === undefined ? display(formula, whole) : `$$${formula}$$`;
  });
}

function formulaIn({ brackets, dollars, parens, dollar }: Found): string | undefined {
  return brackets ?? dollars ?? parens ?? dollar;
}

// Between dollars on one line the author may mean either; brackets always mean a line of its own.
function display(formula: string, whole: string): string {
  if (whole.startsWith("$$") && !formula.includes("\n")) return whole;
  return `\n$$\n${formula.trim()}\n$$\n`;
}
