/** What the author of a notebook can do with a message: edit it, see its versions, see what happened. */
import { Analytics, EditPencil } from "@openai/apps-sdk-ui/components/Icon";
import { useState } from "react";
import { t } from "../../i18n";
import type { BranchPlace } from "../../protocol/state";
import { loadAuthor } from "../chunks";
import { IconButton } from "../common/IconButton";
import idle from "../common/whenIdle.module.css";
import { useChat, useSend } from "../context";
import { useChunk } from "../useChunk";

type EditActionsProps = { itemId: string; onEdit: () => void };

export function EditActions({ itemId, onEdit }: EditActionsProps) {
  const place = useChat((state) => state.branches[itemId]);
  const unsent = useChat((state) => state.unsent === itemId);
  return (
    <>
      <IconButton
        className={idle.whenIdle}
        label={t("item.edit")}
        size="xs"
        disabled={unsent}
        data-edit=""
        onClick={onEdit}
      >
        <EditPencil />
      </IconButton>
      {place && <Versions itemId={itemId} place={place} />}
    </>
  );
}

function Versions({ itemId, place }: { itemId: string; place: BranchPlace }) {
  const send = useSend();
  const busy = useChat((state) => state.response !== null || state.unsent === itemId);
  const { part: parts } = useChunk(loadAuthor);
  return (
    parts && (
      <parts.BranchSwitch
        place={place}
        disabled={busy}
        onSwitch={(index) => send({ type: "switchBranch", itemId, index })}
      />
    )
  );
}

export function TraceAction() {
  const [open, setOpen] = useState(false);
  const { part: parts } = useChunk(loadAuthor, open);
  return (
    <>
      <IconButton label={t("trace.open")} size="xs" onClick={() => setOpen(true)}>
        <Analytics />
      </IconButton>
      {open && parts && <parts.TraceDrawer onClose={() => setOpen(false)} />}
    </>
  );
}
