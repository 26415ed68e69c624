import { COMPOSER_ID } from "./TextBox";

// How long the page's focus may take to settle in the frame, in ms.
const SETTLED = 2_000;

/**
 * Moves the focus into the composer.
 *
 * The page's focus comes into the frame by another way than the page's messages, and may come more
 * than once, each time to no element: then the composer takes it again.
 */
export function focusComposer(): void {
  const focus = () => document.getElementById(COMPOSER_ID)?.focus();
  const focusAgain = () => document.activeElement === document.body && focus();
  focus();
  window.addEventListener("focus", focusAgain, { signal: AbortSignal.timeout(SETTLED) });
}
