/** What opens at a control, above everything else on the page, and closes when it is left. */
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import { createPortal } from "react-dom";
import styles from "./Popup.module.css";
import { type Align, place, type Side } from "./place";

type PopupProps = {
  anchor: RefObject<HTMLElement | null>;
  side?: Side;
  align?: Align;
  /** Whether it is at least as wide as the control. */
  wide?: boolean;
  onClose: () => void;
  children: ReactNode;
};

export function Popup(props: PopupProps) {
  const { anchor, side = "bottom", align = "start", wide = false, onClose, children } = props;
  const popup = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;

  useLayoutEffect(() => {
    if (!anchor.current || !popup.current) return;
    if (wide) popup.current.style.minWidth = `${anchor.current.offsetWidth}px`;
    place(popup.current, anchor.current, side, align);
  });
  useEffect(() => {
    const controller = new AbortController();
    const outside = ({ target }: Event) => {
      const inside = [popup, anchor].some(({ current }) => current?.contains(target as Element));
      if (!inside) close.current();
    };
    const stay = () => {
      if (anchor.current && popup.current) place(popup.current, anchor.current, side, align);
    };
    const options = { capture: true, signal: controller.signal };
    document.addEventListener("pointerdown", outside, options);
    document.addEventListener("focusin", outside, options);
    // The thread may scroll by itself while an answer streams.
    document.addEventListener("scroll", stay, options);
    window.addEventListener("resize", stay, options);
    return () => controller.abort();
  }, [anchor, side, align]);

  return createPortal(
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape in anything inside closes it
    <div
      ref={popup}
      className={styles.popup}
      // A card may have a theme of its own.
      data-theme={anchor.current?.closest<HTMLElement>("[data-theme]")?.dataset.theme}
      onKeyDown={(event) => {
        if (event.key !== "Escape" && event.key !== "Tab") return;
        event.preventDefault();
        event.stopPropagation();
        onClose();
        anchor.current?.querySelector("button")?.focus();
      }}
    >
      {children}
    </div>,
    // Inside the page's main part, but outside of what may cut it off.
    document.querySelector("main") ?? document.body,
  );
}
