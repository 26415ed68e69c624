/** Asks before a conversation is deleted. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { useEffect, useRef } from "react";
import { t } from "../../i18n";
import styles from "./History.module.css";

type DeleteConfirmationProps = {
  title: string;
  onCancel: () => void;
  onConfirm: () => void;
};

export function DeleteConfirmation({ title, onCancel, onConfirm }: DeleteConfirmationProps) {
  const cancel = useRef<HTMLButtonElement>(null);
  // What had the focus gets it back, unless it is gone by then.
  useEffect(() => {
    const before = document.activeElement;
    cancel.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);

  return (
    <div className={styles.veil}>
      <section className={styles.confirm} role="alertdialog" aria-labelledby="confirm-title">
        <h3 id="confirm-title" className={styles.question}>
          {t("history.confirmDelete", { title })}
        </h3>
        <p className={styles.hint}>{t("history.confirmHint")}</p>
        <div className={styles.choices}>
          <Button ref={cancel} color="secondary" variant="soft" onClick={onCancel}>
            {t("history.cancel")}
          </Button>
          <Button color="danger" onClick={onConfirm}>
            {t("history.delete")}
          </Button>
        </div>
      </section>
    </div>
  );
}
