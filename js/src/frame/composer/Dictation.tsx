/** Speaking instead of typing: the button, and what takes its place while the page records. */
import { Check, Mic, X } from "@openai/apps-sdk-ui/components/Icon";
import { LoadingIndicator } from "@openai/apps-sdk-ui/components/Indicator";
import { t } from "../../i18n";
import { IconButton } from "../common/IconButton";
import { useChat, useSend } from "../context";
import styles from "./Composer.module.css";

export function Dictation() {
  const send = useSend();
  const enabled = useChat((state) => state.options.composer.dictation);
  const phase = useChat((state) => state.composer.dictation);
  if (!enabled) return null;
  if (phase === "off") {
    return (
      <IconButton
        label={t("composer.dictate")}
        size="lg"
        pill
        onClick={() => send({ type: "startDictation" })}
      >
        <Mic />
      </IconButton>
    );
  }
  const recording = phase === "recording";
  return (
    <span className={styles.dictation}>
      <span role="status" className={styles.listening} data-recording={recording ? "" : undefined}>
        {!recording && <LoadingIndicator size={14} />}
        {t(phase === "transcribing" ? "composer.transcribing" : "composer.listening")}
      </span>
      <IconButton
        label={t("composer.dictateCancel")}
        size="lg"
        pill
        onClick={() => send({ type: "cancelDictation" })}
      >
        <X />
      </IconButton>
      {recording && (
        <IconButton
          label={t("composer.dictateDone")}
          size="lg"
          pill
          onClick={() => send({ type: "finishDictation" })}
        >
          <Check />
        </IconButton>
      )}
    </span>
  );
}
