/** A short word on a colored ground. */
import { Badge as DesignBadge } from "@openai/apps-sdk-ui/components/Badge";
import type { Drawn } from "./Component";
import { oneOf, textOf } from "./node";
import styles from "./Text.module.css";

const COLORS = ["secondary", "success", "danger", "warning", "info", "discovery"] as const;

export function Badge({ node }: Drawn) {
  return (
    <span className={styles.badge}>
      <DesignBadge
        color={oneOf(node.color, COLORS)}
        variant={oneOf(node.variant, ["solid", "soft", "outline"])}
        size={oneOf(node.size, ["sm", "md", "lg"])}
        pill={node.pill === true}
      >
        {textOf(node.label)}
      </DesignBadge>
    </span>
  );
}
