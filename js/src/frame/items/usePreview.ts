import { useEffect, useState } from "react";
import type { Attachment } from "../../protocol/types.gen";
import { useAsk } from "../context";
import { imageSource } from "../markdown/urls";

/** Where to show an image from; null for other files, and until there is something to show. */
export function usePreview(attachment: Attachment, domains: readonly string[]): string | null {
  const ask = useAsk();
  const url = attachment.type === "image" ? attachment.preview_url : null;
  const direct = url === null ? null : imageSource(url, domains);
  const [fetched, setFetched] = useState<string | null>(null);
  useEffect(() => {
    if (url === null || direct !== null) return;
    let current = true;
    // The chat's own server, which only the page can reach. What can not be read stays a name.
    ask("file", { url }).then(
      (address) => current && setFetched(imageSource(address, [])),
      () => {},
    );
    return () => {
      current = false;
    };
  }, [ask, url, direct]);
  return direct ?? fetched;
}
