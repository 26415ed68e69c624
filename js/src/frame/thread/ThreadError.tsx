/** The last thing that went wrong, in one line, with Retry where it can help. */
import { Alert } from "@openai/apps-sdk-ui/components/Alert";
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { t } from "../../i18n";
import { useChat, useSend } from "../context";

export function ThreadError() {
  const send = useSend();
  const error = useChat((state) => state.error);
  if (!error) return null;
  return (
    <Alert
      color="danger"
      variant="soft"
      description={error.message ?? t("error.general")}
      actions={
        error.allowRetry && (
          <Button
            color="danger"
            variant="soft"
            size="sm"
            onClick={() => send({ type: "retry", itemId: null })}
          >
            {t("error.retry")}
          </Button>
        )
      }
    />
  );
}
