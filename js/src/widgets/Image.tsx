/** A picture, or its words where the thread does not allow loading it. */
import { useState } from "react";
import { blockStyle } from "./boxStyle";
import type { Drawn } from "./Component";
import { imageSource } from "./kit";
import { oneOf, textOf } from "./node";
import { useWidget } from "./scope";
import styles from "./Text.module.css";

const FITS = ["cover", "contain", "fill", "scale-down", "none"] as const;
const POSITIONS = [
  ...(["top left", "top", "top right", "left", "center", "right"] as const),
  ...(["bottom left", "bottom", "bottom right"] as const),
];

// Objects of a notebook draw themselves as these. Inside an image a browser runs no script of an
// SVG and loads nothing for it.
const DRAWING = /^data:image\/svg\+xml;base64,[\w+/=]+$/;

export function Image({ node }: Drawn) {
  const { imageDomains } = useWidget();
  const address = textOf(node.src);
  const source = DRAWING.test(address) ? address : imageSource(address, imageDomains);
  const [failed, setFailed] = useState<string | null>(null);
  const alt = textOf(node.alt);
  const style = blockStyle(node);
  if (source === null || source === failed) {
    return (
      <span className={styles.missing} style={style} role="img" aria-label={alt || undefined}>
        {alt}
      </span>
    );
  }
  return (
    <img
      className={styles.image}
      src={source}
      alt={alt}
      loading="lazy"
      draggable={false}
      data-frame={node.frame === true ? "" : undefined}
      data-flush={node.flush === true ? "" : undefined}
      style={{
        objectFit: oneOf(node.fit, FITS) ?? "cover",
        objectPosition: oneOf(node.position, POSITIONS),
        ...style,
      }}
      onError={() => setFailed(source)}
    />
  );
}
