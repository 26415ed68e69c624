/** A dialog at the side of the chat, above everything else while it is drawn. */
import { X } from "@openai/apps-sdk-ui/components/Icon";
import { type ReactNode, type RefObject, useLayoutEffect, useRef } from "react";
import { t } from "../../i18n";
import { IconButton } from "./IconButton";
import styles from "./SideDialog.module.css";

type SideDialogProps = {
  /** The dialog's element, where somebody else needs it. */
  dialog?: RefObject<HTMLDialogElement | null>;
  label: string;
  className: string | undefined;
  /** What Escape does, if not close it. */
  onEscape?: () => void;
  onClose: () => void;
  children: ReactNode;
};

export function SideDialog(props: SideDialogProps) {
  const { label, className, onClose, onEscape = onClose, children } = props;
  const own = useRef<HTMLDialogElement>(null);
  const dialog = props.dialog ?? own;
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // Otherwise the first button would have it, and show its ring.
    element?.focus();
    return () => element?.close();
  }, [dialog]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a modal dialog by itself
    <dialog
      ref={dialog}
      className={`${styles.sheet} ${className}`}
      tabIndex={-1}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onEscape();
      }}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      {children}
    </dialog>
  );
}

export function SideDialogHeader({ title, onClose }: { title: string; onClose: () => void }) {
  return (
    <header className={styles.header}>
      <h2 className={styles.title}>{title}</h2>
      <IconButton label={t("history.close")} size="sm" onClick={onClose}>
        <X />
      </IconButton>
    </header>
  );
}
