/** A small button that copies a text. */
import { CopyButton as DesignCopyButton } from "@openai/apps-sdk-ui/components/Button";
import { t } from "../../i18n";

type CopyButtonProps = {
  /** The text, or what gives it when the button is pressed. */
  text: string | (() => string);
  /** Accessible name; "Copy" unless given. */
  label?: string;
};

export function CopyButton({ text, label = t("item.copy") }: CopyButtonProps) {
  return (
    <DesignCopyButton
      color="secondary"
      variant="ghost"
      size="xs"
      uniform
      pill={false}
      copyValue={text}
      aria-label={label}
      title={label}
    >
      {null}
    </DesignCopyButton>
  );
}
