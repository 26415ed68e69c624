/** Sends the message; while an answer is on its way, stops that. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { ArrowUp, Stop } from "@openai/apps-sdk-ui/components/Icon";
import { t } from "../../i18n";
import styles from "./Composer.module.css";

type SendButtonProps = {
  responding: boolean;
  disabled: boolean;
  onStop: () => void;
};

export function SendButton({ responding, disabled, onStop }: SendButtonProps) {
  const label = t(responding ? "composer.stop" : "composer.send");
  return (
    <Button
      // Another button, so that a press on Send is never one on the Stop that takes its place.
      key={responding ? "stop" : "send"}
      className={styles.send}
      type={responding ? "button" : "submit"}
      color="primary"
      uniform
      size="lg"
      disabled={disabled}
      disabledTone="relaxed"
      aria-label={label}
      title={label}
      // Typing goes on where it was; to take the focus away and give it back would cost time too.
      onMouseDown={(event) => event.preventDefault()}
      onClick={responding ? onStop : undefined}
    >
      {responding ? <Stop /> : <ArrowUp />}
    </Button>
  );
}
