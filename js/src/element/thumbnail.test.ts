import { afterEach, expect, it, vi } from "vitest";
import { dataUrl, thumbnail } from "./thumbnail";

afterEach(() => vi.unstubAllGlobals());

it("gives a file as an address", async () => {
  expect(await dataUrl(new Blob(["p"], { type: "image/png" }))).toBe("data:image/png;base64,cA==");
});

it("makes an image small", async () => {
  const close = vi.fn();
  const bitmap = vi.fn(async (_: Blob, options: { resizeWidth: number }) => ({
    width: options.resizeWidth,
    height: 10,
    close,
  }));
  vi.stubGlobal("createImageBitmap", bitmap);
  vi.stubGlobal(
    "OffscreenCanvas",
    class {
      constructor(readonly width: number) {}
      getContext = () => ({ drawImage: () => {} });
      convertToBlob = async () => new Blob([String(this.width)], { type: "image/png" });
    },
  );
  expect(await thumbnail(new Blob(["large"]))).toBe(`data:image/png;base64,${btoa("192")}`);
  expect(close).toHaveBeenCalledOnce();
});

it("has nothing to show of a file that is no image", async () => {
  vi.stubGlobal("createImageBitmap", () => Promise.reject(new DOMException("no image")));
  expect(await thumbnail(new Blob(["text"], { type: "image/png" }))).toBeNull();
});
