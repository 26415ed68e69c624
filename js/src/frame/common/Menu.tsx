/** A button that opens a menu above it. */
import { Check } from "@openai/apps-sdk-ui/components/Icon";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import styles from "./Menu.module.css";
import { NamedIcon } from "./NamedIcon";

export type MenuEntry = {
  id: string;
  label: string;
  description?: string;
  icon?: string;
  disabled?: boolean;
  /** Whether it is the one that is chosen; absent where nothing stays chosen. */
  checked?: boolean;
};

type MenuProps = {
  /** Accessible name of the button and of the menu. */
  label: string;
  /** What the button shows. */
  children: ReactNode;
  entries: readonly MenuEntry[];
  disabled?: boolean;
  onSelect: (id: string) => void;
};

export function Menu({ label, children, entries, disabled, onSelect }: MenuProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const root = useRef<HTMLDivElement>(null);
  const id = useId();
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notices that the focus has left
    <div
      ref={root}
      className={styles.root}
      onBlur={({ relatedTarget }) => root.current?.contains(relatedTarget) || setOpen(false)}
    >
      <button
        ref={button}
        type="button"
        className={styles.button}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        disabled={disabled}
        onClick={() => setOpen(!open)}
      >
        {children}
      </button>
      {open && (
        <MenuList
          id={id}
          label={label}
          entries={entries}
          onClose={close}
          onSelect={(entry) => {
            close();
            onSelect(entry);
          }}
        />
      )}
    </div>
  );
}

type MenuListProps = Pick<MenuProps, "label" | "entries" | "onSelect"> & {
  id: string;
  onClose: () => void;
};

function MenuList({ id, label, entries, onSelect, onClose }: MenuListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const items = itemsOf(list.current);
    (items.find((item) => item.getAttribute("aria-checked") === "true") ?? items[0])?.focus();
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      event.stopPropagation();
      onClose();
    } else if (moveFocus(itemsOf(list.current), event.key)) {
      event.preventDefault();
    }
  };
  return (
    <div
      ref={list}
      id={id}
      role="menu"
      tabIndex={-1}
      aria-label={label}
      className={styles.list}
      onKeyDown={onKeyDown}
    >
      {entries.map((entry) => (
        <MenuItem key={entry.id} entry={entry} onSelect={onSelect} />
      ))}
    </div>
  );
}

type MenuItemProps = { entry: MenuEntry; onSelect: (id: string) => void };

function MenuItem({ entry, onSelect }: MenuItemProps) {
  const { id, label, description, icon, disabled = false, checked } = entry;
  return (
    <button
      type="button"
      {...(checked === undefined
        ? { role: "menuitem" }
        : { role: "menuitemradio", "aria-checked": checked })}
      aria-disabled={disabled || undefined}
      tabIndex={-1}
      className={styles.item}
      onClick={() => disabled || onSelect(id)}
    >
      {icon && <NamedIcon name={icon} />}
      <span className={styles.text}>
        <span>{label}</span>
        {description && <span className={styles.description}>{description}</span>}
      </span>
      {checked && <Check className={styles.check} aria-hidden="true" />}
    </button>
  );
}

function itemsOf(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [])];
}

/** Moves the focus as a key says. @returns whether the key is one for it. */
function moveFocus(items: readonly HTMLElement[], key: string): boolean {
  const at = items.indexOf(document.activeElement as HTMLElement);
  const next = nextIndex(key, at, items.length);
  if (next !== null) items[next]?.focus();
  return next !== null;
}

/** The place that an arrow key, Home or End leads to in a list that goes round; null for other keys. */
export function nextIndex(key: string, at: number, count: number): number | null {
  switch (key) {
    case "ArrowDown":
      return (at + 1) % count;
    case "ArrowUp":
      return (Math.max(at, 0) - 1 + count) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}
