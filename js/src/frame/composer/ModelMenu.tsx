/** The choice of the model that answers. */
import { ChevronDown } from "@openai/apps-sdk-ui/components/Icon";
import { t } from "../../i18n";
import { Menu } from "../common/Menu";
import { useChat, useSend } from "../context";

export function ModelMenu() {
  const send = useSend();
  const models = useChat((state) => state.options.composer.models);
  const chosenId = useChat((state) => state.composer.modelId);
  const chosen =
    models.find(({ id }) => id === chosenId) ??
    models.find((model) => model.default) ??
    models.find(({ disabled }) => !disabled);
  if (!chosen) return null;
  return (
    <Menu
      label={t("composer.model", { name: chosen.label })}
      entries={models.map(({ id, label, description, disabled }) => ({
        id,
        label,
        description,
        disabled,
        checked: id === chosen.id,
      }))}
      onSelect={(modelId) => send({ type: "selectModel", modelId })}
    >
      <span>{chosen.label}</span>
      <ChevronDown aria-hidden="true" />
    </Menu>
  );
}
