/** A table. */
import { createContext, useContext } from "react";
import type { Drawn } from "./Component";
import { length, spacing } from "./css";
import { t } from "./kit";
import { childrenOf, countOf, isRecord, oneOf } from "./node";
import styles from "./roots.module.css";

const MOST_SPAN = 100;
const VERTICAL = { start: "top", center: "middle", end: "bottom" } as const;
/** The widths of columns, in rem. */
const COLUMNS = { xs: 4, sm: 6, md: 9, lg: 13, xl: 18 } as const;
const POSITIONS = ["start", "center", "end"] as const;
const HeaderContext = createContext(false);

export function Table({ node, children }: Drawn) {
  const rows = childrenOf(node);
  const firstBody = rows.findIndex((row) => row.header !== true);
  const heads = firstBody === -1 ? rows.length : firstBody;
  return (
    <section
      className={styles.tableScroll}
      aria-label={t("widget.table")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
      tabIndex={0}
    >
      <table className={styles.table}>
        {heads > 0 && <thead>{children.slice(0, heads)}</thead>}
        <tbody>{children.slice(heads)}</tbody>
      </table>
    </section>
  );
}

export function TableRow({ node, children }: Drawn) {
  return (
    <HeaderContext value={node.header === true}>
      <tr>{children}</tr>
    </HeaderContext>
  );
}

export function TableCell({ node, children }: Drawn) {
  const header = useContext(HeaderContext);
  const Cell = header ? "th" : "td";
  const align = oneOf(node.align, POSITIONS);
  const size = oneOf(node.colSize, Object.keys(COLUMNS) as (keyof typeof COLUMNS)[]);
  const vertical = oneOf(node.vAlign, POSITIONS);
  const width = length(node.width) ?? (size && `${COLUMNS[size]}rem`);
  return (
    <Cell
      className={styles.cell}
      scope={header ? "col" : undefined}
      colSpan={countOf(node.colSpan, MOST_SPAN)}
      rowSpan={countOf(node.rowSpan, MOST_SPAN)}
      style={{
        width,
        minWidth: width,
        padding: isRecord(node.padding) ? spacing(node.padding) : undefined,
        textAlign: align,
        verticalAlign: vertical && VERTICAL[vertical],
      }}
    >
      <div className={styles.cellContent} data-align={align}>
        {children}
      </div>
    </Cell>
  );
}
