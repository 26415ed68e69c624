/** What the author of a notebook can do with a message: edit it, see its versions, see what happened. */
import { Analytics, EditPencil } from "@openai/apps-sdk-ui/components/Icon";
import { useState } from "react";
import { t } from "../../i18n";
import { loadAuthor } from "../chunks";
import { IconButton } from "../common/IconButton";
import { useChat, useSend } from "../context";
import { useChunk } from "../useChunk";

type EditActionsProps = { itemId: string; onEdit: () => void };

export function EditActions({ itemId, onEdit }: EditActionsProps) {
  const send = useSend();
  const place = useChat((state) => state.branches[itemId]);
  const busy = useChat((state) => state.response !== null || state.unsent === itemId);
  const { part: parts } = useChunk(loadAuthor, place !== undefined);
  return (
    <>
      <IconButton label={t("item.edit")} size="xs" disabled={busy} data-edit="" onClick={onEdit}>
        <EditPencil />
      </IconButton>
      {place && parts && (
        <parts.BranchSwitch
          place={place}
          disabled={busy}
          onSwitch={(index) => send({ type: "switchBranch", itemId, index })}
        />
      )}
    </>
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
