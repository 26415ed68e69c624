/** Shows more about something while the mouse or the focus is on it. */
import {
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import { createPortal } from "react-dom";
import styles from "./HoverCard.module.css";

// How far the card stays from the edges of the chat, in px, and from what it is about.
const MARGIN = 8;

type HoverCardProps = {
  card: ReactNode;
  /** What it is about; gets the id of the card while that is shown. */
  children: (describedBy: string | undefined) => ReactNode;
};

export function HoverCard({ card, children }: HoverCardProps) {
  const anchor = useRef<HTMLSpanElement>(null);
  const [shown, setShown] = useState(false);
  const id = useId();
  const hide = useCallback(() => setShown(false), []);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only shows what belongs to its content
    <span
      ref={anchor}
      onPointerEnter={({ pointerType }) => setShown(pointerType === "mouse")}
      onPointerLeave={hide}
      onFocus={() => setShown(true)}
      onBlur={hide}
    >
      {children(shown ? id : undefined)}
      {shown && (
        <Card id={id} anchor={anchor} onEscape={hide}>
          {card}
        </Card>
      )}
    </span>
  );
}

type CardProps = {
  id: string;
  anchor: RefObject<HTMLElement | null>;
  onEscape: () => void;
  children: ReactNode;
};

function Card({ id, anchor, onEscape, children }: CardProps) {
  const card = useRef<HTMLDivElement>(null);
  const stay = useCallback(() => {
    if (anchor.current && card.current) place(card.current, anchor.current);
  }, [anchor]);
  useEffect(() => {
    const ending = new AbortController();
    stay();
    // Its content may come later and make it larger.
    const resizing = new ResizeObserver(stay);
    if (card.current) resizing.observe(card.current);
    ending.signal.addEventListener("abort", () => resizing.disconnect(), { once: true });
    const onKeyDown = ({ key }: KeyboardEvent) => key === "Escape" && onEscape();
    window.addEventListener("keydown", onKeyDown, { signal: ending.signal });
    window.addEventListener("scroll", stay, { signal: ending.signal, capture: true });
    return () => ending.abort();
  }, [onEscape, stay]);
  return createPortal(
    <div ref={card} id={id} role="tooltip" className={styles.card}>
      {children}
    </div>,
    // Outside of the sentence that it is about, where nothing larger than a word may stand.
    document.querySelector("main") ?? document.body,
  );
}

/** Above the anchor where there is room, otherwise below it. */
function place(card: HTMLElement, anchor: HTMLElement): void {
  const { left, top, bottom } = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = card;
  const above = top - height - MARGIN;
  const rightmost = document.documentElement.clientWidth - width - MARGIN;
  card.style.left = `${Math.max(MARGIN, Math.min(left, rightmost))}px`;
  card.style.top = `${above >= MARGIN ? above : bottom + MARGIN}px`;
}
