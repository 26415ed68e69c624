/** The tools that can be chosen for a message: pinned ones as buttons, the rest in a menu. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { Tools, X } from "@openai/apps-sdk-ui/components/Icon";
import type { ToolOption } from "@openai/chatkit";
import { t } from "../../i18n";
import { Menu } from "../common/Menu";
import { NamedIcon } from "../common/NamedIcon";
import { useChat, useSend } from "../context";
import styles from "./Composer.module.css";

export function ToolButtons() {
  const send = useSend();
  const tools = useChat((state) => state.options.composer.tools);
  const chosenId = useChat((state) => state.composer.toolId);
  const select = (id: string) => send({ type: "selectTool", toolId: id === chosenId ? null : id });

  const inMenu = tools.filter(({ pinned }) => !pinned);
  const chosen = inMenu.find(({ id }) => id === chosenId);
  const entries = inMenu.map(({ id, label, icon }) => ({
    id,
    label,
    icon,
    checked: id === chosenId,
  }));
  return (
    <>
      {entries.length > 0 && (
        <Menu label={t("composer.tools")} entries={entries} onSelect={select}>
          <Tools aria-hidden="true" />
        </Menu>
      )}
      {tools
        .filter(({ pinned }) => pinned)
        .map((tool) => (
          <ToolToggle key={tool.id} tool={tool} pressed={tool.id === chosenId} onToggle={select} />
        ))}
      {chosen && <ToolToggle tool={chosen} pressed onToggle={select} />}
    </>
  );
}

type ToolToggleProps = { tool: ToolOption; pressed: boolean; onToggle: (id: string) => void };

function ToolToggle({ tool, pressed, onToggle }: ToolToggleProps) {
  const { id, label, shortLabel, icon } = tool;
  return (
    <Button
      color={pressed ? "info" : "secondary"}
      variant={pressed ? "soft" : "ghost"}
      size="lg"
      className={styles.tool}
      aria-pressed={pressed}
      aria-label={label}
      title={label}
      onClick={() => onToggle(id)}
    >
      <NamedIcon name={icon} />
      <span className={styles.toolLabel}>{shortLabel ?? label}</span>
      {pressed && <X aria-hidden="true" />}
    </Button>
  );
}
