/** A chunk: what Markdown needs for formulas. MathML alone is made, so no fonts are needed. */
import rehypeKatex, { type Options as KatexOptions } from "rehype-katex";
import remarkMath, { type Options as MathOptions } from "remark-math";
import type { PluggableList } from "unified";

// One dollar is money; `mathDelimiters` has turned the formulas among them into two.
const MATH: MathOptions = { singleDollarTextMath: false };
const KATEX: KatexOptions = { output: "mathml", trust: false, strict: "ignore" };

export const remarkPlugins: PluggableList = [[remarkMath, MATH]];
export const rehypePlugins: PluggableList = [[rehypeKatex, KATEX]];
