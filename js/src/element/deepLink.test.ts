import fc from "fast-check";
import { expect, it } from "vitest";
import { deepLink } from "./deepLink";

it.each([
  ["chatkit-link://order", { name: "order", data: {} }],
  ["chatkit-link://order/?id=7#x", { name: "order", data: { id: "7" } }],
  ["chatkit-link://open%20file?path=a%2Fb", { name: "open file", data: { path: "a/b" } }],
  ["chatkit-link://50%?x=1", { name: "50%", data: { x: "1" } }],
])("reads %s", (url, link) => {
  expect(deepLink(url)).toEqual(link);
});

it.each(["https://example.com", "chatkit-link://", "chatkit-link:order", "x chatkit-link://a"])(
  "does not take %s for a link of the application",
  (url) => expect(deepLink(url)).toBeNull(),
);

it("reads back every name and query that was encoded", () => {
  const key = fc.string({ minLength: 1 }).filter((text) => text !== "__proto__");
  const text = fc.string({ minLength: 1, unit: "grapheme" }).filter((name) => !name.includes("/"));
  fc.assert(
    fc.property(text, fc.dictionary(key, fc.string()), (name, data) => {
      const query = new URLSearchParams(data).toString();
      expect(deepLink(`chatkit-link://${encodeURIComponent(name)}?${query}`)).toEqual({
        name,
        data: { ...data },
      });
    }),
  );
});
