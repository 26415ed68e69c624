/** A link in Markdown: opens in a new tab, or is plain text when its address may not be opened. */
import { TextLink } from "@openai/apps-sdk-ui/components/TextLink";
import type { ReactNode } from "react";

export function Link({ href, children }: { href?: string; children?: ReactNode }) {
  if (!href) return <span>{children}</span>;
  return (
    <TextLink href={href} forceExternal>
      {children}
    </TextLink>
  );
}
