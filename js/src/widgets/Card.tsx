/** A widget in a frame, with buttons to confirm and to cancel. */
import { type ReactNode, useState } from "react";
import type { Drawn } from "./Component";
import { background, borderColor } from "./color";
import { borders, spacing } from "./css";
import { FormProvider } from "./FormProvider";
import { Button, t } from "./kit";
import { isRecord, oneOf, textOf } from "./node";
import styles from "./roots.module.css";
import { Status } from "./Status";
import { useAction } from "./useAction";

export function Card({ node, children }: Drawn) {
  const confirm = isRecord(node.confirm) ? node.confirm : null;
  if (node.asForm !== true) return <CardFrame node={node}>{children}</CardFrame>;
  return (
    <FormProvider action={confirm?.action}>
      {({ pending, submit }) => (
        <CardFrame node={node} busy={pending} onConfirm={submit}>
          {children}
        </CardFrame>
      )}
    </FormProvider>
  );
}

type CardFrameProps = Drawn & { busy?: boolean; onConfirm?: () => void };

function CardFrame({ node, children, busy = false, onConfirm }: CardFrameProps) {
  const padding = spacing(node.padding);
  return (
    <section
      className={styles.card}
      data-size={oneOf(node.size, ["sm", "md", "lg", "full"]) ?? "md"}
      data-theme={oneOf(node.theme, ["light", "dark"])}
      style={{ background: background(node.background), ...borders(node.border, borderColor) }}
    >
      <Status status={node.status} />
      <Collapsible collapsed={node.collapsed === true}>
        <div className={styles.content} style={padding ? { padding } : undefined}>
          {children}
        </div>
      </Collapsible>
      <CardActions node={node} busy={busy} onConfirm={onConfirm} />
    </section>
  );
}

/** Shows the start of a long card, and the rest when it is asked for. */
function Collapsible({ collapsed, children }: { collapsed: boolean; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  if (!collapsed) return children;
  return (
    <>
      <div className={styles.collapsible} data-open={open ? "" : undefined}>
        {children}
      </div>
      <div className={styles.more}>
        <Button
          color="secondary"
          variant="ghost"
          size="sm"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {open ? t("widget.showLess") : t("widget.showMore")}
        </Button>
      </div>
    </>
  );
}

type CardActionsProps = Omit<CardFrameProps, "children"> & { busy: boolean };

function CardActions({ node, busy, onConfirm }: CardActionsProps) {
  const confirm = useAction("container");
  const cancel = useAction("container");
  const [confirmation, cancellation] = [node.confirm, node.cancel];
  if (!isRecord(confirmation) && !isRecord(cancellation)) return null;
  return (
    <div className={styles.actions}>
      {isRecord(cancellation) && (
        <Button
          color="secondary"
          variant="soft"
          loading={cancel.pending}
          onClick={() => cancel.act(cancellation.action)}
        >
          {textOf(cancellation.label)}
        </Button>
      )}
      {isRecord(confirmation) && (
        <Button
          color="primary"
          loading={busy || confirm.pending}
          onClick={() => (onConfirm ? onConfirm() : confirm.act(confirmation.action))}
        >
          {textOf(confirmation.label)}
        </Button>
      )}
    </div>
  );
}
