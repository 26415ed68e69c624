import { describe, expect, it } from "vitest";
import { Asker, type HostQuery } from "./queries";

describe("Asker", () => {
  it("hands each answer to who asked, in any order", async () => {
    const sent: HostQuery[] = [];
    const asker = new Asker((query) => sent.push(query));
    const first = asker.ask("searchEntities", { query: "a" });
    const second = asker.ask("icon", { name: "dot" });
    expect(sent.map(({ name }) => name)).toEqual(["searchEntities", "icon"]);
    asker.take({ type: "answer", id: sent[1]?.id ?? 0, value: null });
    asker.take({ type: "answer", id: sent[0]?.id ?? 0, error: "no index" });
    asker.take({ type: "answer", id: 99, value: "nobody asked" });
    await expect(first).rejects.toThrow("no index");
    expect(await second).toBeNull();
  });
});
