/** A list, of which more is shown on demand. */
import { useState } from "react";
import type { Drawn } from "./Component";
import { Button, t } from "./kit";
import { countOf, oneOf } from "./node";
import styles from "./roots.module.css";
import { Status } from "./Status";

// How many entries "auto" shows at first, and the most that a limit can say.
const AUTO = 6;
const MOST = 1000;

export function ListView({ node, children }: Drawn) {
  const [all, setAll] = useState(false);
  const limit = node.limit === "auto" ? AUTO : countOf(node.limit, MOST);
  const cut = !all && limit !== undefined && children.length > limit;
  return (
    <section
      className={styles.card}
      data-size="md"
      data-theme={oneOf(node.theme, ["light", "dark"])}
    >
      <Status status={node.status} />
      <ul className={styles.list}>{cut ? children.slice(0, limit) : children}</ul>
      {cut && (
        <div className={styles.more}>
          <Button color="secondary" variant="ghost" size="sm" onClick={() => setAll(true)}>
            {t("widget.showMore")}
          </Button>
        </div>
      )}
    </section>
  );
}
