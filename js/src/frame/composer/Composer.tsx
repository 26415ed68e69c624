/** The text box with its Send and Stop button. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { ArrowUp, Stop } from "@openai/apps-sdk-ui/components/Icon";
import { type KeyboardEvent, type SyntheticEvent, useRef } from "react";
import { t } from "../../i18n";
import styles from "./Composer.module.css";
import { useAutoHeight } from "./useAutoHeight";

/** The id of the text box in the frame's document. */
export const COMPOSER_ID = "composer";

type ComposerProps = {
  text: string;
  placeholder: string;
  /** Whether an answer is on its way: Send becomes Stop, and typing goes on. */
  responding: boolean;
  /** Whether Stop can be pressed. */
  stoppable: boolean;
  /** Why nothing can be sent to this thread, or null. */
  closedReason: string | null;
  onChange: (text: string) => void;
  onSend: (text: string) => void;
  onStop: () => void;
};

export function Composer(props: ComposerProps) {
  const { text, placeholder, responding, stoppable, closedReason } = props;
  const box = useRef<HTMLTextAreaElement>(null);
  useAutoHeight(box, text);
  const sendable = !responding && closedReason === null && text.trim() !== "";

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!sendable) return;
    props.onSend(text);
    box.current?.focus();
  };
  const stop = () => {
    props.onStop();
    box.current?.focus();
  };
  return (
    <form
      className={styles.composer}
      data-disabled={closedReason === null ? undefined : ""}
      onSubmit={submit}
    >
      <textarea
        ref={box}
        id={COMPOSER_ID}
        className={styles.box}
        rows={1}
        value={text}
        placeholder={closedReason ?? placeholder}
        aria-label={placeholder}
        disabled={closedReason !== null}
        onChange={(event) => props.onChange(event.target.value)}
        onKeyDown={(event) => isPlainEnter(event) && submit(event)}
      />
      {responding ? (
        <StopButton disabled={!stoppable} onClick={stop} />
      ) : (
        <SendButton disabled={!sendable} />
      )}
    </form>
  );
}

function SendButton({ disabled }: { disabled: boolean }) {
  return (
    <Button
      type="submit"
      color="primary"
      uniform
      size="lg"
      disabled={disabled}
      disabledTone="relaxed"
      aria-label={t("composer.send")}
      title={t("composer.send")}
    >
      <ArrowUp />
    </Button>
  );
}

function StopButton({ disabled, onClick }: { disabled: boolean; onClick: () => void }) {
  return (
    <Button
      color="primary"
      uniform
      size="lg"
      disabled={disabled}
      disabledTone="relaxed"
      aria-label={t("composer.stop")}
      title={t("composer.stop")}
      onClick={onClick}
    >
      <Stop />
    </Button>
  );
}

// While an input method composes, Enter picks a candidate; Safari only says so by key code 229.
function isPlainEnter({ key, shiftKey, nativeEvent }: KeyboardEvent): boolean {
  return key === "Enter" && !shiftKey && !nativeEvent.isComposing && nativeEvent.keyCode !== 229;
}
