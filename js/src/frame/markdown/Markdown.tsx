/** Markdown from a model: GFM, no raw HTML, no address that could act. */
import { memo, useMemo, useRef } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import type { PluggableList } from "unified";
import { loadMath } from "../chunks";
import { SourceMark } from "../items/SourceMark";
import { useChunk } from "../useChunk";
import { BlockSplitter } from "./blocks";
import { CodeBlock } from "./CodeBlock";
import { type Citation, citationMarks, withMarks } from "./citations";
import { gfm } from "./gfm";
import { Link } from "./Link";
import { lineBreaks } from "./lineBreaks";
import styles from "./Markdown.module.css";
import { MarkdownImage } from "./MarkdownImage";
import { hasMath, mathDelimiters } from "./mathDelimiters";
import { isTooDeep } from "./nesting";
import { Table } from "./Table";
import { TaskCheckbox } from "./TaskCheckbox";
import { isDeepLink, linkTarget } from "./urls";

type MarkdownProps = {
  text: string;
  /** Whether more text is on its way: shows a caret at the end. */
  streaming?: boolean;
  /** Hosts that images may come from. */
  imageDomains?: readonly string[];
  /** Where sources are cited; they are those of the `SourcesContext`. */
  citations?: readonly Citation[];
};

const NO_DOMAINS: readonly string[] = [];
const NO_CITATIONS: readonly Citation[] = [];

/** Renders Markdown block by block, so that appending text re-parses only the last block. */
export function Markdown(props: MarkdownProps) {
  const { text, streaming = false, imageDomains = NO_DOMAINS, citations = NO_CITATIONS } = props;
  const splitter = useRef<BlockSplitter>(null);
  splitter.current ??= new BlockSplitter();
  const blocks = splitter.current.split(withMarks(text, citations));
  return (
    <div className={styles.markdown} dir="auto" data-streaming={streaming ? "" : undefined}>
      {blocks.map((block, index) => (
        <Block key={index} text={block} imageDomains={imageDomains} />
      ))}
    </div>
  );
}

type BlockProps = { text: string; imageDomains: readonly string[] };

const Block = memo(function Block({ text, imageDomains }: BlockProps) {
  const components = useMemo(() => withImages(imageDomains), [imageDomains]);
  const formulas = useMemo(() => hasMath(text), [text]);
  // Until that is here, and without it, a formula stays as it was written.
  const { part: math } = useChunk(loadMath, formulas);
  if (isTooDeep(text)) return <pre className={styles.plain}>{text}</pre>;
  return (
    <ReactMarkdown
      remarkPlugins={math ? [...PLUGINS, ...math.remarkPlugins] : PLUGINS}
      rehypePlugins={math?.rehypePlugins}
      urlTransform={safeUrl}
      components={components}
    >
      {math ? mathDelimiters(text) : text}
    </ReactMarkdown>
  );
});

const PLUGINS: PluggableList = [gfm, lineBreaks, citationMarks];
const COMPONENTS: Components = {
  a: Link,
  cite: SourceMark,
  input: TaskCheckbox,
  pre: CodeBlock,
  table: Table,
};

// Addresses of images are judged where the thread's allowed hosts are known.
function safeUrl(url: string, attribute: string): string {
  if (attribute === "src" || isDeepLink(url)) return url;
  return linkTarget(url) ?? "";
}

function withImages(domains: readonly string[]): Components {
  return {
    ...COMPONENTS,
    img: ({ src, alt }) => (
      <MarkdownImage src={String(src ?? "")} alt={alt ?? ""} domains={domains} />
    ),
  };
}
