import { describe, expect, it } from "vitest";
import { type CellList, clearOutputs, isBehind, type SavedMessage, writeOutputs } from "./outputs";

interface Made {
  data: Record<string, unknown>;
  metadata: Record<string, unknown>;
}

function output(id: string, revision: number, extra: object = {}): Made {
  const mark = { id, chat: "orders", revision, ...extra };
  const html = `<div class="chatkit-saved"><style>a{}</style>said in ${id}</div>`;
  return { data: { "text/html": html }, metadata: { chatkit: mark } };
}

function notebook(...cells: (Made | object)[][]) {
  const list = cells.map((outputs) => ({
    outputs: {
      get length() {
        return outputs.length;
      },
      get: (index: number) => ({ toJSON: () => outputs[index] }),
      set: (index: number, value: object) => {
        outputs[index] = value;
      },
    },
  }));
  return { cells: [{}, ...list] as CellList, outputs: cells };
}

const message = (id: string, revision: number): SavedMessage => ({
  kind: "chatkit.saved",
  revision,
  holder: output(id, revision),
  pointer: output(id, revision, { pointer: true }),
});

describe("the outputs that keep a conversation", () => {
  it("are behind when they are there with an earlier revision alone", () => {
    const { cells } = notebook([{ data: {} }, output("a", 2)], [output("b", 7)]);
    expect(isBehind(cells, "a", 3)).toBe(true);
    expect(isBehind(cells, "a", 2)).toBe(false);
    expect(isBehind(cells, "c", 1)).toBe(false);
    expect(isBehind(notebook([output("a", 5, { pointer: true })]).cells, "a", 5)).toBe(true);
  });

  it("get a later revision, where the earlier one was, and not an older one", () => {
    const { cells, outputs } = notebook([{ data: {} }, output("a", 2)], [output("b", 1)]);
    writeOutputs(cells, message("a", 3));
    expect(outputs[0]?.[1]).toEqual({ output_type: "display_data", ...output("a", 3) });
    expect(outputs[1]?.[0]).toEqual(output("b", 1));
    writeOutputs(cells, message("a", 1));
    expect(outputs[0]?.[1]).toMatchObject({ metadata: { chatkit: { revision: 3 } } });
  });

  it("keep it once: others point to it, and one of them takes it when it was deleted", () => {
    const { cells, outputs } = notebook([output("a", 2)], [output("a", 2)]);
    writeOutputs(cells, message("a", 3));
    const pointers = () => outputs.map(([made]) => (made as Made).metadata.chatkit);
    expect(pointers()).toMatchObject([{ revision: 3 }, { pointer: true }]);
    outputs[0]?.shift();
    writeOutputs(cells, message("a", 4));
    expect(outputs[1]?.[0]).toMatchObject(output("a", 4));
  });

  it("of earlier kernels are emptied but for their style; those of other chats stay", () => {
    const { cells, outputs } = notebook(
      [output("old", 2)],
      [output("live", 1)],
      [output("x", 1, { chat: "other" })],
    );
    clearOutputs(cells, { id: "live", chat: "orders" });
    expect((outputs[0]?.[0] as Made | undefined)?.data["text/html"]).toBe(
      '<div class="chatkit-saved"><style>a{}</style></div>',
    );
    expect(outputs[1]?.[0]).toEqual(output("live", 1));
    expect((outputs[2]?.[0] as Made | undefined)?.data["text/html"]).toContain("said");
  });
});
