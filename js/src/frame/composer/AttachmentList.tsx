/** The files that go with the message: how far they are, and the way to take them out. */
import { Document, Reload, X } from "@openai/apps-sdk-ui/components/Icon";
import { t } from "../../i18n";
import type { ComposerAttachment } from "../../protocol/state";
import { IconButton } from "../common/IconButton";
import { useChat, useSend } from "../context";
import styles from "./AttachmentList.module.css";

export function AttachmentList() {
  const attachments = useChat((state) => state.composer.attachments);
  if (attachments.length === 0) return null;
  return (
    <ul className={styles.list} aria-label={t("composer.attachments")}>
      {attachments.map((attachment) => (
        <AttachmentEntry key={attachment.localId} attachment={attachment} />
      ))}
    </ul>
  );
}

function AttachmentEntry({ attachment }: { attachment: ComposerAttachment }) {
  const send = useSend();
  const { localId, name, preview, status, error } = attachment;
  const failed = status === "failed";
  return (
    <li className={styles.entry} data-status={status} title={error ?? name}>
      {preview ? (
        <img className={styles.preview} src={preview} alt="" />
      ) : (
        <Document className={styles.icon} aria-hidden="true" />
      )}
      <span className={styles.name}>{name}</span>
      {failed && (
        <span className={styles.error} role="alert">
          {error ?? t("composer.uploadFailed", { name })}
        </span>
      )}
      {status === "uploading" && <Progress attachment={attachment} />}
      {failed && (
        <IconButton
          label={t("error.retry")}
          size="2xs"
          onClick={() => send({ type: "retryAttachment", localId })}
        >
          <Reload />
        </IconButton>
      )}
      <IconButton
        label={t("composer.remove", { name })}
        size="2xs"
        onClick={() => send({ type: "removeAttachment", localId })}
      >
        <X />
      </IconButton>
    </li>
  );
}

function Progress({ attachment: { name, progress } }: { attachment: ComposerAttachment }) {
  return (
    <progress
      className={styles.progress}
      value={progress}
      aria-label={t("composer.uploading", { name })}
    />
  );
}
