/** An image in Markdown, or a link to it where the thread does not allow loading it. */
import { Link } from "./Link";
import styles from "./Markdown.module.css";
import { imageSource, linkTarget } from "./urls";

type MarkdownImageProps = {
  src: string;
  alt: string;
  /** Hosts that images may come from. */
  domains: readonly string[];
};

export function MarkdownImage({ src, alt, domains }: MarkdownImageProps) {
  const source = imageSource(src, domains);
  if (source) return <img className={styles.image} src={source} alt={alt} loading="lazy" />;
  const target = linkTarget(src) ?? undefined;
  return <Link href={target}>{alt || target || src}</Link>;
}
