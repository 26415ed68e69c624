/** Markdown from a model: GFM, no raw HTML, no address that could act. */
import { memo, useMemo, useRef } from "react";
import ReactMarkdown, { type Components, type Options } from "react-markdown";
import remarkGfm from "remark-gfm";
import { BlockSplitter } from "./blocks";
import { CodeBlock } from "./CodeBlock";
import { Link } from "./Link";
import { lineBreaks } from "./lineBreaks";
import styles from "./Markdown.module.css";
import { MarkdownImage } from "./MarkdownImage";
import { Table } from "./Table";
import { TaskCheckbox } from "./TaskCheckbox";
import { linkTarget } from "./urls";

type MarkdownProps = {
  text: string;
  /** Whether more text is on its way: shows a caret at the end. */
  streaming?: boolean;
  /** Hosts that images may come from. */
  imageDomains?: readonly string[];
};

const NO_DOMAINS: readonly string[] = [];

/** Renders Markdown block by block, so that appending text re-parses only the last block. */
export function Markdown({ text, streaming = false, imageDomains = NO_DOMAINS }: MarkdownProps) {
  const splitter = useRef<BlockSplitter>(null);
  splitter.current ??= new BlockSplitter();
  const blocks = splitter.current.split(text);
  return (
    <div className={styles.markdown} data-streaming={streaming ? "" : undefined}>
      {blocks.map((block, index) => (
        <Block key={index} text={block} imageDomains={imageDomains} />
      ))}
    </div>
  );
}

const Block = memo(function Block({
  text,
  imageDomains,
}: Required<Omit<MarkdownProps, "streaming">>) {
  const components = useMemo(() => withImages(imageDomains), [imageDomains]);
  return (
    <ReactMarkdown remarkPlugins={PLUGINS} urlTransform={safeUrl} components={components}>
      {text}
    </ReactMarkdown>
  );
});

// One tilde stays a tilde, as in "~$20".
const PLUGINS: Options["remarkPlugins"] = [[remarkGfm, { singleTilde: false }], lineBreaks];
const COMPONENTS: Components = { a: Link, input: TaskCheckbox, pre: CodeBlock, table: Table };

// Addresses of images are judged where the thread's allowed hosts are known.
function safeUrl(url: string, attribute: string): string {
  return attribute === "src" ? url : (linkTarget(url) ?? "");
}

function withImages(domains: readonly string[]): Components {
  return {
    ...COMPONENTS,
    img: ({ src, alt }) => (
      <MarkdownImage src={String(src ?? "")} alt={alt ?? ""} domains={domains} />
    ),
  };
}
