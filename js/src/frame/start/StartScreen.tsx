/** What a new chat shows: a greeting, and prompts to begin with. */
import type { StartScreenPrompt, UserMessageContent } from "@openai/chatkit";
import { t } from "../../i18n";
import { NamedIcon } from "../common/NamedIcon";
import { useChat, useSend } from "../context";
import { Notices } from "../thread/Notices";
import { ThreadError } from "../thread/ThreadError";
import styles from "./StartScreen.module.css";

export function StartScreen() {
  const send = useSend();
  const { greeting, prompts } = useChat((state) => state.options.startScreen);
  return (
    <div className={styles.screen}>
      <h2 className={styles.greeting} dir="auto">
        {greeting ?? t("start.greeting")}
      </h2>
      {prompts.length > 0 && (
        <ul className={styles.prompts} aria-label={t("start.prompts")}>
          {prompts.map((prompt) => (
            <li key={prompt.label}>
              <button
                type="button"
                className={styles.prompt}
                onClick={() => send({ type: "prompt", content: contentOf(prompt) })}
              >
                <NamedIcon name={prompt.icon} />
                <span className="own-direction">{prompt.label}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.messages}>
        <Notices />
        <ThreadError />
      </div>
    </div>
  );
}

function contentOf({ prompt }: StartScreenPrompt): UserMessageContent[] {
  return typeof prompt === "string" ? [{ type: "input_text", text: prompt }] : prompt;
}
