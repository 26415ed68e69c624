/**
 * A remark plugin: reads GitHub's Markdown.
 *
 * The same as remark-gfm, without its half that writes Markdown, which is as large as the one that
 * reads it.
 */
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm as gfmSyntax } from "micromark-extension-gfm";
import type {} from "remark-parse";
import type { Processor } from "unified";

export function gfm(this: Processor): void {
  const data = this.data();
  data.micromarkExtensions ??= [];
  data.fromMarkdownExtensions ??= [];
  // One tilde stays a tilde, as in "~$20".
  data.micromarkExtensions.push(gfmSyntax({ singleTilde: false }));
  data.fromMarkdownExtensions.push(gfmFromMarkdown());
}
