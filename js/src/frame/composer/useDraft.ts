import { useState } from "react";
import { useChat, useSend } from "../context";
import { contentOf, type Draft, draftOf, EMPTY_DRAFT } from "./draft";

/** The draft: the view's own, until the host sets another. */
export type DraftControl = {
  draft: Draft;
  /** Takes over what the user did, and keeps the host up to date. */
  change: (draft: Draft) => void;
  /** Empties the text box, for what was sent. */
  clear: () => void;
};

/** The draft lives on the host too, because the frame may be reloaded at any time. */
export function useDraft(): DraftControl {
  const send = useSend();
  const content = useChat((state) => state.composer.draft);
  const revision = useChat((state) => state.composer.revision);
  const [shown, setShown] = useState(() => ({ draft: draftOf(content), revision }));
  if (shown.revision !== revision) setShown({ draft: draftOf(content), revision });
  return {
    draft: shown.draft,
    change: (draft) => {
      setShown({ draft, revision });
      send({ type: "setDraft", content: contentOf(draft) });
    },
    clear: () => setShown({ draft: EMPTY_DRAFT, revision }),
  };
}
