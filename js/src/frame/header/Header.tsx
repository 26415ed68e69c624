/** The line at the top: the thread's title, New chat and History. */
import { ComposeEditSquare, History } from "@openai/apps-sdk-ui/components/Icon";
import type { HeaderIcon } from "@openai/chatkit";
import { t } from "../../i18n";
import { IconButton } from "../common/IconButton";
import { useChat, useSend } from "../context";
import styles from "./Header.module.css";
import { HEADER_ICONS } from "./headerIcons";

export function Header() {
  const send = useSend();
  const options = useChat((state) => state.options.header);
  const historyEnabled = useChat((state) => state.options.history.enabled);
  const title = useChat((state) => state.options.header.title.text ?? state.thread?.title ?? "");
  if (!options.enabled) return null;

  return (
    <header className={styles.header}>
      <AuthorAction side="left" icon={options.leftAction?.icon} />
      <div className={styles.title} title={title}>
        {options.title.enabled && title && <h2 className="own-direction">{title}</h2>}
      </div>
      <IconButton label={t("chat.new")} size="md" onClick={() => send({ type: "newThread" })}>
        <ComposeEditSquare />
      </IconButton>
      {historyEnabled && (
        <IconButton
          label={t("history.title")}
          size="md"
          onClick={() => send({ type: "openHistory" })}
        >
          <History />
        </IconButton>
      )}
      <AuthorAction side="right" icon={options.rightAction?.icon} />
    </header>
  );
}

type AuthorActionProps = { side: "left" | "right"; icon: string | undefined };

function AuthorAction({ side, icon }: AuthorActionProps) {
  const send = useSend();
  const Icon = icon && Object.hasOwn(HEADER_ICONS, icon) ? HEADER_ICONS[icon as HeaderIcon] : null;
  if (!icon || !Icon) return null;
  return (
    <IconButton
      label={icon.replaceAll("-", " ")}
      onClick={() => send({ type: "headerAction", side })}
    >
      <Icon />
    </IconButton>
  );
}
