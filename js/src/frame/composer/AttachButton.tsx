/** Opens the file dialog. */
import { Plus } from "@openai/apps-sdk-ui/components/Icon";
import type { ChangeEvent } from "react";
import { t } from "../../i18n";
import type { AttachmentOptions } from "../../protocol/viewOptions";
import { IconButton } from "../common/IconButton";
import { useChat, useSend } from "../context";

const INPUT_ID = "composer-files";

/** Shows the file dialog of the composer. */
export function openFileDialog(): void {
  document.getElementById(INPUT_ID)?.click();
}

export function AttachButton() {
  const send = useSend();
  const options = useChat((state) => state.options.composer.attachments);
  const count = useChat((state) => state.composer.attachments.length);
  if (!options) return null;

  const pick = ({ target }: ChangeEvent<HTMLInputElement>) => {
    send({ type: "addFiles", files: [...(target.files ?? [])] });
    // Otherwise picking the same file again would be no change.
    target.value = "";
  };
  return (
    <>
      <input
        id={INPUT_ID}
        type="file"
        hidden
        multiple={options.maxCount > 1}
        accept={acceptOf(options)}
        onChange={pick}
      />
      <IconButton
        label={t("composer.attach")}
        size="lg"
        pill
        disabled={count >= options.maxCount}
        onClick={openFileDialog}
      >
        <Plus />
      </IconButton>
    </>
  );
}

function acceptOf({ accept }: AttachmentOptions): string | undefined {
  if (!accept) return undefined;
  return Object.entries(accept).flat(2).join(",");
}
