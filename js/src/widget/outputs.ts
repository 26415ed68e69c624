/** The outputs of a notebook that is open in JupyterLab or Notebook 7, as its document has them. */

/** An output with its representations and what is known of it. */
export interface Output {
  readonly data: Record<string, unknown>;
  readonly metadata: Record<string, unknown>;
}

/** Which conversation an output keeps, and as of when; see `SavedOutput` in the kernel. */
interface Mark {
  readonly id: string;
  readonly chat: string;
  readonly revision: number;
  /** Whether it only says that the conversation is under another cell. */
  readonly pointer?: boolean;
}

/** What the kernel sends of a conversation. */
export interface SavedMessage {
  readonly kind: "chatkit.saved";
  readonly revision: number;
  /** The output that keeps it. */
  readonly holder: Output;
  /** The chat's other outputs. */
  readonly pointer: Output;
}

interface OutputList {
  readonly length: number;
  get(index: number): { toJSON(): unknown };
  set(index: number, output: Output & { readonly output_type: string }): void;
}

/** A notebook's cells; those without outputs have no list of them. */
export type CellList = Iterable<{ readonly outputs?: OutputList }>;

interface Place {
  readonly outputs: OutputList;
  readonly index: number;
  readonly mark: Mark;
}

/** Whether the notebook has outputs of this conversation, but not this revision of it. */
export function isBehind(cells: CellList, id: string, revision: number): boolean {
  const places = [...marked(cells)].filter(({ mark }) => mark.id === id);
  return (
    places.length > 0 && !places.some(({ mark }) => !mark.pointer && mark.revision >= revision)
  );
}

/** Writes a conversation into the output that keeps it; the others point to it. */
export function writeOutputs(cells: CellList, message: SavedMessage): void {
  const { id } = message.holder.metadata.chatkit as Mark;
  const places = [...marked(cells)].filter(({ mark }) => mark.id === id);
  // A cell that was deleted may have been the one that kept it.
  const holder = places.find(({ mark }) => !mark.pointer) ?? places.at(-1);
  for (const place of places) {
    if (place !== holder && place.mark.pointer) continue;
    if (place === holder && !place.mark.pointer && place.mark.revision >= message.revision)
      continue;
    write(place, place === holder ? message.holder : message.pointer);
  }
}

/** Empties the outputs that keep conversations of this chat from earlier kernels. */
export function clearOutputs(cells: CellList, { id, chat }: Pick<Mark, "id" | "chat">): void {
  for (const place of marked(cells)) {
    if (place.mark.chat === chat && place.mark.id !== id) write(place, emptied(place));
  }
}

/** Without what was said, but with the style that hides a view whose kernel is gone. */
function emptied({ outputs, index, mark }: Place): Output {
  const { data } = outputs.get(index).toJSON() as Partial<Output>;
  const lines = data?.["text/html"];
  const html = Array.isArray(lines) ? lines.join("") : String(lines ?? "");
  const style = html.match(/<style>[^<]*<\/style>/)?.[0] ?? "";
  const kept = `<div class="chatkit-saved">${style}</div>`;
  return { data: { "text/html": kept, "text/plain": "" }, metadata: { chatkit: mark } };
}

function write({ outputs, index }: Place, { data, metadata }: Output): void {
  outputs.set(index, { output_type: "display_data", data, metadata });
}

function* marked(cells: CellList): Generator<Place> {
  for (const { outputs } of cells) {
    for (let index = 0; index < (outputs?.length ?? 0); index++) {
      const { metadata } = (outputs as OutputList).get(index).toJSON() as Partial<Output>;
      const mark = metadata?.chatkit as Mark | undefined;
      if (mark?.id !== undefined) yield { outputs: outputs as OutputList, index, mark };
    }
  }
}
