/** A line of text in the place of the chat, or above it. */

export function showLine(
  el: HTMLElement,
  message: string,
  role: "alert" | "status" = "alert",
): void {
  const line = document.createElement("p");
  line.setAttribute("role", role);
  line.textContent = message;
  const color = role === "alert" ? "--jp-error-color0, #b3261e" : "--jp-content-font-color2, #666";
  line.style.cssText = `margin: 8px 0; color: var(${color});`;
  el.append(line);
}
