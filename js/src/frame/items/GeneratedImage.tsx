/** An image the model made, or the place where it will be. */
import { ShimmerText } from "@openai/apps-sdk-ui/components/ShimmerText";
import { t } from "../../i18n";
import type { GeneratedImageItem } from "../../protocol/types.gen";
import { MarkdownImage } from "../markdown/MarkdownImage";

type GeneratedImageProps = { item: GeneratedImageItem; imageDomains: readonly string[] };

export function GeneratedImage({ item, imageDomains }: GeneratedImageProps) {
  if (!item.image) return <ShimmerText>{t("item.imagePending")}</ShimmerText>;
  return <MarkdownImage src={item.image.url} alt={t("item.image")} domains={imageDomains} />;
}
