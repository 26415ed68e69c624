/** An icon given by its wire name; nothing for a name that is not in the set. */
import { iconFor } from "./icons";

export function NamedIcon({ name }: { name: string | null | undefined }) {
  const Icon = iconFor(name);
  return Icon && <Icon aria-hidden="true" />;
}
