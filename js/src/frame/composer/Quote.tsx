/** The text that the message replies to. */
import { Reply, X } from "@openai/apps-sdk-ui/components/Icon";
import { t } from "../../i18n";
import { IconButton } from "../common/IconButton";
import { useChat, useSend } from "../context";
import styles from "./Composer.module.css";

export function Quote() {
  const send = useSend();
  const quote = useChat((state) => state.composer.quote);
  if (quote === null) return null;
  return (
    <div className={styles.quote}>
      <Reply aria-hidden="true" />
      <span className="sr-only">{t("composer.replyTo")}</span>
      <blockquote className="own-direction">{quote}</blockquote>
      <IconButton
        label={t("composer.removeQuote")}
        size="2xs"
        onClick={() => send({ type: "setQuote", text: null })}
      >
        <X />
      </IconButton>
    </div>
  );
}
