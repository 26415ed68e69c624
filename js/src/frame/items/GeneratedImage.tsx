/**
 * An image the model made, or the place where it will be; drafts of it show on the way. One that
 * nobody works on any more, because the response was stopped or failed, was not finished.
 */
import { ShimmerText } from "@openai/apps-sdk-ui/components/ShimmerText";
import { t } from "../../i18n";
import type { GeneratedImageItem } from "../../protocol/types.gen";
import { useChat } from "../context";
import { MarkdownImage } from "../markdown/MarkdownImage";
import styles from "./GeneratedImage.module.css";
import { Note } from "./Note";

type GeneratedImageProps = {
  item: GeneratedImageItem;
  /** Whether it is still being made. */
  streaming: boolean;
  imageDomains: readonly string[];
};

export function GeneratedImage({ item, streaming, imageDomains }: GeneratedImageProps) {
  const { image } = item;
  if (!image && !streaming) return <Note text={t("item.imageMissing")} />;
  return (
    <div className={styles.image} data-draft={streaming && image ? "" : undefined}>
      {image ? (
        <MarkdownImage src={image.url} alt={t("item.image")} domains={imageDomains} />
      ) : (
        <div className={styles.place} />
      )}
      {streaming && <Progress itemId={item.id} />}
    </div>
  );
}

function Progress({ itemId }: { itemId: string }) {
  const progress = useChat((state) => state.imageProgress[itemId]);
  const label = t("item.imagePending");
  if (progress === undefined) return <ShimmerText>{label}</ShimmerText>;
  const percent = Math.round(progress * 100);
  return (
    <>
      <ShimmerText>{t("item.imageProgress", { percent })}</ShimmerText>
      <progress className={styles.bar} value={progress} aria-label={label} />
    </>
  );
}
