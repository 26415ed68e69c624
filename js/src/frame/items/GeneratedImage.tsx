/** An image the model made, or the place where it will be; drafts of it show on the way. */
import { ShimmerText } from "@openai/apps-sdk-ui/components/ShimmerText";
import { t } from "../../i18n";
import type { GeneratedImageItem } from "../../protocol/types.gen";
import { useChat } from "../context";
import { MarkdownImage } from "../markdown/MarkdownImage";
import styles from "./GeneratedImage.module.css";

type GeneratedImageProps = {
  item: GeneratedImageItem;
  /** Whether it is still being made. */
  streaming: boolean;
  imageDomains: readonly string[];
};

export function GeneratedImage({ item, streaming, imageDomains }: GeneratedImageProps) {
  const { image } = item;
  return (
    <div className={styles.image} data-draft={streaming && image ? "" : undefined}>
      {image ? (
        <MarkdownImage src={image.url} alt={t("item.image")} domains={imageDomains} />
      ) : (
        <div className={styles.place} />
      )}
      {(streaming || !image) && <Progress itemId={item.id} />}
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
