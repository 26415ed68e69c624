/** A button: sends its action, or the form it is in. */
import type { Drawn } from "./Component";
import { Button as DesignButton, NamedIcon } from "./kit";
import { oneOf, textOf } from "./node";
import { useForm } from "./scope";
import { CONTROL_SIZES, CONTROL_VARIANTS } from "./sizes";
import { useAction } from "./useAction";

const COLORS = [
  ...(["primary", "secondary", "info", "discovery"] as const),
  ...(["success", "caution", "warning", "danger"] as const),
];

export function Button({ node }: Drawn) {
  const form = useForm();
  const { pending, act } = useAction("self");
  const label = textOf(node.label);
  const iconOnly = label === "";
  const press = () => {
    if (node.submit === true && form) form.submit(node.onClickAction);
    else act(node.onClickAction, form?.fields.values());
  };
  return (
    <DesignButton
      color={
        oneOf(node.color, COLORS) ?? oneOf(node.style, ["primary", "secondary"]) ?? "secondary"
      }
      variant={oneOf(node.variant, CONTROL_VARIANTS) ?? "solid"}
      size={oneOf(node.size, CONTROL_SIZES) ?? "lg"}
      iconSize={oneOf(node.iconSize, ["sm", "md", "lg", "xl", "2xl"])}
      pill={node.pill !== false}
      uniform={node.uniform === true || iconOnly}
      block={node.block === true}
      disabled={node.disabled === true}
      loading={pending}
      aria-label={iconOnly ? textOf(node.iconStart) || textOf(node.iconEnd) : undefined}
      onClick={press}
    >
      <NamedIcon name={textOf(node.iconStart)} />
      {label}
      <NamedIcon name={textOf(node.iconEnd)} />
    </DesignButton>
  );
}
