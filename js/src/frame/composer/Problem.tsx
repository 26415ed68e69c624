/** What went wrong with a file or the microphone, above the text box. */
import { X } from "@openai/apps-sdk-ui/components/Icon";
import { t } from "../../i18n";
import type { ComposerProblem } from "../../protocol/state";
import { IconButton } from "../common/IconButton";
import { useChat, useSend } from "../context";
import styles from "./Composer.module.css";

const MEGABYTE = 1024 * 1024;

export function Problem() {
  const send = useSend();
  const problem = useChat((state) => state.composer.problem);
  if (!problem) return null;
  return (
    <div className={styles.problem} role="alert">
      <span>{textOf(problem)}</span>
      <IconButton
        label={t("notice.dismiss")}
        size="2xs"
        onClick={() => send({ type: "dismissComposerProblem" })}
      >
        <X />
      </IconButton>
    </div>
  );
}

function textOf(problem: ComposerProblem): string {
  switch (problem.type) {
    case "fileTooLarge": {
      const { name, limit } = problem;
      const megabytes = Math.round((limit / MEGABYTE) * 10) / 10;
      return t("composer.fileTooLarge", { name, megabytes });
    }
    case "fileNotAccepted":
      return t("composer.fileNotAccepted", { name: problem.name });
    case "tooManyFiles":
      return t("composer.tooManyFiles", { limit: problem.limit });
    case "noMicrophone":
      return t("composer.noMicrophone");
    case "notTranscribed":
      return t("composer.notTranscribed", { message: problem.message });
  }
}
