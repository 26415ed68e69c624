/** A line that opens and closes what is below it. */
import { ChevronDown } from "@openai/apps-sdk-ui/components/Icon";
import { type ReactNode, useId, useState } from "react";
import styles from "./Disclosure.module.css";

type DisclosureProps = {
  label: ReactNode;
  children: ReactNode;
  /** Open until the user says otherwise. */
  initiallyOpen?: boolean;
};

export function Disclosure({ label, children, initiallyOpen = false }: DisclosureProps) {
  const [chosen, setChosen] = useState<boolean | null>(null);
  const open = chosen ?? initiallyOpen;
  const id = useId();
  return (
    <div>
      <button
        type="button"
        className={styles.summary}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setChosen(!open)}
      >
        {label}
        <ChevronDown className={styles.chevron} aria-hidden="true" />
      </button>
      {open && (
        <div id={id} className={styles.content}>
          {children}
        </div>
      )}
    </div>
  );
}
