import { applyDocumentTheme } from "@openai/apps-sdk-ui/theme";
import type { FontObject } from "@openai/chatkit";
import { useEffect, useInsertionEffect } from "react";
import { type Ask, useAsk, useChat, useSend } from "./context";
import { themeVariables } from "./theme";

/** Gives the document the author's theme, and keeps it so. */
export function useTheme(): void {
  const colorScheme = useChat((state) => state.options.colorScheme);
  const theme = useChat((state) => state.options.theme);
  // Before anything is measured: all styles would be worked out for nothing.
  useInsertionEffect(() => applyDocumentTheme(colorScheme), [colorScheme]);
  useInsertionEffect(() => {
    const { style } = document.documentElement;
    const variables = themeVariables(theme, colorScheme);
    for (const [name, value] of Object.entries(variables)) style.setProperty(name, value);
    return () => {
      for (const name of Object.keys(variables)) style.removeProperty(name);
    };
  }, [theme, colorScheme]);
  useFonts(theme.typography?.fontSources);
}

function useFonts(fonts: readonly FontObject[] | undefined): void {
  const ask = useAsk();
  const send = useSend();
  useEffect(() => {
    for (const font of fonts ?? []) {
      loadFont(ask, font).catch(({ message }: Error) =>
        send({ type: "log", name: "font.failed", data: { family: font.family, message } }),
      );
    }
  }, [ask, send, fonts]);
}

// The frame has no network: the page fetches the file.
async function loadFont(ask: Ask, font: FontObject): Promise<void> {
  const { family, src, weight = "normal", style, display, unicodeRange } = font;
  const source = src.startsWith("data:") ? src : await ask("file", { url: src });
  const face = new FontFace(family, `url(${JSON.stringify(source)})`, {
    weight: String(weight),
    style,
    display,
    unicodeRange,
  });
  document.fonts.add(await face.load());
}
