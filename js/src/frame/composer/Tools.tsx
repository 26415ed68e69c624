/** What stands beside the text box: attach, mention and tools before it, model and voice after it. */
import { t } from "../../i18n";
import type { ChatState } from "../../protocol/state";
import { IconButton } from "../common/IconButton";
import { useChat } from "../context";
import { AttachButton } from "./AttachButton";
import styles from "./Composer.module.css";
import { Dictation } from "./Dictation";
import { ModelMenu } from "./ModelMenu";
import { ToolButtons } from "./ToolButtons";

/** Whether the author gave the composer anything besides text. */
export function useHasTools(): boolean {
  return useChat(hasTools);
}

type StartToolsProps = { onMention: () => void; disabled: boolean };

export function StartTools({ onMention, disabled }: StartToolsProps) {
  const mention = useChat(hasMentionButton);
  if (disabled) return null;
  return (
    <>
      <AttachButton />
      {mention && (
        <IconButton label={t("composer.mention")} size="lg" pill onClick={onMention}>
          <span className={styles.at} aria-hidden="true">
            @
          </span>
        </IconButton>
      )}
      <ToolButtons />
    </>
  );
}

export function EndTools({ disabled }: { disabled: boolean }) {
  if (disabled) return null;
  return (
    <>
      <ModelMenu />
      <Dictation />
    </>
  );
}

function hasTools(state: ChatState): boolean {
  const { attachments, tools, models, dictation } = state.options.composer;
  const lists = tools.length + models.length > 0;
  return attachments !== null || dictation || lists || hasMentionButton(state);
}

function hasMentionButton({ options: { entities } }: ChatState): boolean {
  return entities.search && entities.showComposerMenu;
}
