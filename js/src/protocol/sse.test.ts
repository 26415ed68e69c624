import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EventDecoder, readEvents, type ServerSentEvent } from "./sse";

const encoder = new TextEncoder();

function decode(...chunks: (string | Uint8Array)[]): ServerSentEvent[] {
  const decoder = new EventDecoder();
  return chunks.flatMap((chunk) =>
    decoder.push(typeof chunk === "string" ? encoder.encode(chunk) : chunk),
  );
}

/** Cuts `bytes` at the given places, whatever their order. */
function cut(bytes: Uint8Array, places: number[]): Uint8Array[] {
  const edges = [0, ...places.map((place) => place % (bytes.length + 1)), bytes.length].sort(
    (a, b) => a - b,
  );
  return edges.slice(1).map((end, index) => bytes.subarray(edges[index], end));
}

describe("EventDecoder", () => {
  it("gives the data of each event", () => {
    expect(decode('data: {"a":1}\n\ndata: {"b":2}\n\n')).toEqual([
      { id: "", data: '{"a":1}' },
      { id: "", data: '{"b":2}' },
    ]);
  });

  it("holds an event back until its blank line has come", () => {
    const decoder = new EventDecoder();
    expect(decoder.push(encoder.encode("data: 1\n"))).toEqual([]);
    expect(decoder.push(encoder.encode("\n"))).toEqual([{ id: "", data: "1" }]);
  });

  it("keeps the last id until there is another", () => {
    expect(decode("id: 7\ndata: a\n\ndata: b\n\nid: 8\ndata: c\n\n")).toEqual([
      { id: "7", data: "a" },
      { id: "7", data: "b" },
      { id: "8", data: "c" },
    ]);
  });

  it("joins several data lines and takes one space off each", () => {
    expect(decode("data:  two\ndata:one\ndata\n\n")).toEqual([{ id: "", data: " two\none\n" }]);
  });

  it("passes over comments, other fields and events without data", () => {
    expect(decode(": ping\n\nevent: x\nretry: 5\n\ndata: a\n: between\n\n")).toEqual([
      { id: "", data: "a" },
    ]);
  });

  it("does not take a CR LF that is split between chunks for a blank line", () => {
    expect(decode("data: a\r", "\ndata: b\r", "\n\r", "\n")).toEqual([{ id: "", data: "a\nb" }]);
  });

  it("reads characters whose bytes are split between chunks", () => {
    const bytes = encoder.encode("data: 🌍é\n\n");
    expect(decode(...Array.from(bytes, (byte) => Uint8Array.of(byte)))).toEqual([
      { id: "", data: "🌍é" },
    ]);
  });

  it("gives the same events however the stream is cut and its lines end", () => {
    const payload = fc.string({ unit: "grapheme" }).filter((text) => !/[\r\n\0]/.test(text));
    const event = fc.record({ id: fc.option(fc.nat()), data: payload });
    fc.assert(
      fc.property(
        fc.array(event),
        fc.constantFrom("\n", "\r\n", "\r"),
        fc.array(fc.nat()),
        (events, end, places) => {
          let id = "";
          const expected = events.map((each) => {
            id = each.id === null ? id : String(each.id);
            return { id, data: each.data };
          });
          const text = events.map(({ id, data }) =>
            [...(id === null ? [] : [`id: ${id}`]), `data: ${data}`, "", ""].join(end),
          );
          const bytes = encoder.encode(text.join(`:ping${end}`));
          expect(decode(...cut(bytes, places))).toEqual(expected);
        },
      ),
    );
  });
});

describe("readEvents", () => {
  it("gives the events of one chunk together and drops one that was broken off", async () => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(encoder.encode("data: 1\n\ndata: 2\n\nda"));
        controller.enqueue(encoder.encode("ta: 3\n\ndata: 4\n"));
        controller.close();
      },
    });
    const batches: string[][] = [];
    for await (const batch of readEvents(body)) batches.push(batch.map(({ data }) => data));
    expect(batches).toEqual([["1", "2"], ["3"]]);
  });

  it("lets go of the connection when the reader stops early", async () => {
    let cancelled = false;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(encoder.encode("data: x\n\n")),
      cancel: () => {
        cancelled = true;
      },
    });
    for await (const _ of readEvents(body)) break;
    expect(cancelled).toBe(true);
  });
});
