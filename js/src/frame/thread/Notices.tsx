/** Messages from the server that are not part of the thread. */
import { Alert } from "@openai/apps-sdk-ui/components/Alert";
import { X } from "@openai/apps-sdk-ui/components/Icon";
import { t } from "../../i18n";
import { IconButton } from "../common/IconButton";
import { useChat, useSend } from "../context";
import { Markdown } from "../markdown/Markdown";

export function Notices() {
  const send = useSend();
  const notices = useChat((state) => state.notices);
  return notices.map(({ id, level, title, message }) => (
    <div key={id} role={level === "danger" ? undefined : "status"}>
      <Alert
        color={level}
        variant="soft"
        title={title ?? undefined}
        description={<Markdown text={message} />}
        actionsPlacement="end"
        actions={
          <IconButton
            label={t("notice.dismiss")}
            size="xs"
            onClick={() => send({ type: "dismissNotice", id })}
          >
            <X />
          </IconButton>
        }
      />
    </div>
  ));
}
