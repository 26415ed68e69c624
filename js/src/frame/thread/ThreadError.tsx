/** The last thing that went wrong, in one line, with Retry where it can help. */
import { Alert } from "@openai/apps-sdk-ui/components/Alert";
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { t } from "../../i18n";
import type { ChatError } from "../../protocol/state";
import { useChat, useSend } from "../context";

export function ThreadError() {
  const send = useSend();
  const error = useChat((state) => state.error);
  if (!error) return null;
  // A question without an answer is nothing that has just gone wrong.
  const color = error.reason === "unanswered" ? "info" : "danger";
  return (
    <div role={color === "danger" ? undefined : "status"}>
      <Alert
        color={color}
        variant="soft"
        description={wordsFor(error)}
        actions={
          error.allowRetry && (
            <Button
              color={color}
              variant="soft"
              size="sm"
              onClick={() => send({ type: "retry", itemId: null })}
            >
              {t("error.retry")}
            </Button>
          )
        }
      />
    </div>
  );
}

function wordsFor({ message, reason }: ChatError): string {
  if (reason === "cutOff") return t("error.cutOff");
  if (reason === "unanswered") return t("error.unanswered");
  return message ?? t("error.general");
}
