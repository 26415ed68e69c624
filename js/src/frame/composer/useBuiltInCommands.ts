import { t } from "../../i18n";
import { useChat, useSend } from "../context";
import { openFileDialog } from "./AttachButton";
import type { Suggestion } from "./Suggestions";

/** The composer's own actions whose names have a query in them, for the `/` menu. */
export function useBuiltInCommands(query: string): readonly Suggestion[] {
  const send = useSend();
  const { attachments, tools, dictation } = useChat((state) => state.options.composer);
  const actions: Suggestion[] = tools.map(({ id, label, icon }) => ({
    id: `tool:${id}`,
    label,
    icon,
    group: t("composer.tools"),
    choose: () => send({ type: "selectTool", toolId: id }),
  }));
  if (attachments) {
    const label = t("composer.attach");
    actions.push({ id: "attach", label, icon: "plus", choose: openFileDialog });
  }
  if (dictation) {
    const choose = () => send({ type: "startDictation" });
    actions.push({ id: "dictate", label: t("composer.dictate"), icon: "lucide:mic", choose });
  }
  return actions.filter(({ label }) => label.toLowerCase().includes(query.toLowerCase()));
}
