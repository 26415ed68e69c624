import { expect, test, vi } from "vitest";
import { variableOptions } from "./variables";

function answering(body: unknown, status = 200) {
  return vi.fn<typeof fetch>(async () => new Response(JSON.stringify(body), { status }));
}

test("searches the kernel beside the chat's requests", async () => {
  const entities = [{ id: "orders", title: "orders" }];
  const send = answering({ entities });
  const found = await variableOptions("/chats/shop", send).onTagSearch?.("ord");
  expect(found).toEqual(entities);
  const [url, init] = send.mock.calls[0] ?? [];
  expect(url).toBe("/chats/shop/queries");
  expect(JSON.parse(String(init?.body))).toEqual({ type: "variables.search", query: "ord" });
});

test("asks for the preview of a variable by its name", async () => {
  const send = answering({ preview: null });
  const options = variableOptions("/chats/shop", send);
  expect(await options.onRequestPreview?.({ id: "orders", title: "orders" })).toEqual({
    preview: null,
  });
  const init = send.mock.calls[0]?.[1];
  expect(JSON.parse(String(init?.body))).toEqual({ type: "variables.preview", id: "orders" });
});

test("fails where the kernel does not answer", async () => {
  const options = variableOptions("/chats/shop", answering({}, 503));
  await expect(options.onTagSearch?.("")).rejects.toThrow("503");
});
