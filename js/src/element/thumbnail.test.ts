import { afterEach, expect, it, vi } from "vitest";
import { dataUrl, thumbnail } from "./thumbnail";

afterEach(() => vi.unstubAllGlobals());

it("gives a file as an address", async () => {
  expect(await dataUrl(new Blob(["p"], { type: "image/png" }))).toBe("data:image/png;base64,cA==");
});

it("makes an image small", async () => {
  const close = vi.fn();
  const bitmap = vi.fn(async (image: unknown, options?: { resizeWidth: number }) => ({
    width: options?.resizeWidth ?? (image as Blob).size,
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
  const large = new Blob(["x".repeat(4000)]);
  expect(await thumbnail(large)).toBe(`data:image/png;base64,${btoa("192")}`);
  expect(close).toHaveBeenCalledTimes(2);
  expect(await thumbnail(large, 512)).toBe(`data:image/png;base64,${btoa("512")}`);
  expect(await thumbnail(new Blob(["x".repeat(20)]))).toBe(`data:image/png;base64,${btoa("20")}`);
});

it("has nothing to show of a file that is no image", async () => {
  vi.stubGlobal("createImageBitmap", () => Promise.reject(new DOMException("no image")));
  expect(await thumbnail(new Blob(["text"], { type: "image/png" }))).toBeNull();
});
