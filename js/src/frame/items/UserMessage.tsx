/** What the user said: a bubble on the right, with the files sent along. */
import { Document } from "@openai/apps-sdk-ui/components/Icon";
import { t } from "../../i18n";
import type { Attachment, UserMessageItem } from "../../protocol/types.gen";
import { useChat, useSend } from "../context";
import { EntityTag } from "./EntityTag";
import styles from "./UserMessage.module.css";
import { usePreview } from "./usePreview";

type UserMessageProps = { item: UserMessageItem; imageDomains: readonly string[] };

export function UserMessage({ item, imageDomains }: UserMessageProps) {
  const attachments = item.attachments ?? [];
  return (
    <div className={styles.message}>
      {attachments.length > 0 && (
        <ul className={styles.attachments}>
          {attachments.map((attachment) => (
            <AttachmentChip key={attachment.id} attachment={attachment} domains={imageDomains} />
          ))}
        </ul>
      )}
      {item.quoted_text && <Quotation text={item.quoted_text} />}
      {item.content.length > 0 && (
        <div className={styles.bubble} dir="auto">
          {item.content.map((part, index) =>
            part.type === "input_tag" ? <EntityTag key={index} tag={part} /> : part.text,
          )}
        </div>
      )}
    </div>
  );
}

function Quotation({ text }: { text: string }) {
  return <blockquote className={`${styles.quote} own-direction`}>{text}</blockquote>;
}

type AttachmentChipProps = { attachment: Attachment; domains: readonly string[] };

function AttachmentChip({ attachment, domains }: AttachmentChipProps) {
  const preview = usePreview(attachment, domains);
  const downloads = useChat((state) => state.options.downloads);
  const send = useSend();
  const name = t("item.attachment", { name: attachment.name });
  const content = preview ? (
    <img className={styles.preview} src={preview} alt={name} />
  ) : (
    <>
      <Document aria-hidden="true" />
      <span>{attachment.name}</span>
    </>
  );
  if (!downloads) {
    return (
      <li className={styles.attachment} title={name}>
        {content}
      </li>
    );
  }
  const label = t("item.download", { name: attachment.name });
  return (
    <li className={styles.attachment} title={label}>
      <button
        type="button"
        className={styles.file}
        aria-label={label}
        onClick={() => send({ type: "download", attachmentId: attachment.id })}
      >
        {content}
      </button>
    </li>
  );
}
