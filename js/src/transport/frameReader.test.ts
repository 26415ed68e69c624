import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FrameReader } from "./frameReader";

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (chunk: Uint8Array) => new TextDecoder().decode(chunk);
const frame = (id: number, data: string) => `id: ${id}\ndata: ${JSON.stringify(data)}\n\n`;

describe("FrameReader", () => {
  it("gives whole frames only, and knows the number of the last", () => {
    const reader = new FrameReader();
    expect(text(reader.push(bytes("id: 1\ndata: a\n\nid: 2\nda")))).toBe("id: 1\ndata: a\n\n");
    expect(reader.lastId).toBe(1);
    expect(text(reader.push(bytes("ta: b\n\n")))).toBe("id: 2\ndata: b\n\n");
    expect(reader.lastId).toBe(2);
  });

  it("takes the number of the last frame that has one", () => {
    const reader = new FrameReader(7);
    reader.push(bytes("data: no number\n\n: nothing\n\n"));
    expect(reader.lastId).toBe(7);
    reader.push(bytes("id: 8\ndata: a\n\ndata: id: 9\n\n: nothing\n\n"));
    expect(reader.lastId).toBe(8);
  });

  it("knows the end of a response from text that only looks like it", () => {
    const reader = new FrameReader();
    reader.push(bytes('id: 1\ndata: ": end\n\nid: 2\ndata: : end\n\n: e'));
    expect(reader.ended).toBe(false);
    reader.push(bytes("nd\n\n"));
    expect(reader.ended).toBe(true);
  });

  it("loses nothing and adds nothing, however the bytes are cut", () => {
    const frames = fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(frames, fc.array(fc.nat(40), { maxLength: 20 }), (data, cuts) => {
        const all = bytes(data.map((each, index) => frame(index + 1, each)).join(""));
        const reader = new FrameReader();
        const got: string[] = [];
        let start = 0;
        for (const size of [...cuts, all.length]) {
          got.push(text(reader.push(all.slice(start, start + size))));
          expect(got.join("").split("\n\n").length - 1).toBe(reader.lastId);
          start += size;
        }
        expect(got.join("")).toBe(text(all));
      }),
    );
  });
});
