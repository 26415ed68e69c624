/** A link in Markdown: opens in a new tab, or is plain text when its address may not be opened. */
import { TextLink } from "@openai/apps-sdk-ui/components/TextLink";
import type { MouseEvent, ReactNode } from "react";
import { useSend } from "../context";
import { isDeepLink } from "./urls";

type LinkProps = { href?: string; children?: ReactNode };

export function Link({ href, children }: LinkProps) {
  if (!href) return <span>{children}</span>;
  if (isDeepLink(href)) return <DeepLink href={href}>{children}</DeepLink>;
  return (
    <TextLink href={href} forceExternal>
      {children}
    </TextLink>
  );
}

/** One of the application's own links: the page is told, and nothing is opened. */
function DeepLink({ href = "", children }: LinkProps) {
  const send = useSend();
  const follow = (event: MouseEvent) => {
    event.preventDefault();
    send({ type: "deepLink", url: href });
  };
  return (
    <TextLink href={href} onClick={follow}>
      {children}
    </TextLink>
  );
}
