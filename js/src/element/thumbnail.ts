/** Small pictures of files. */

/** Wide enough for a composer on a screen of double density, in px. */
const WIDTH = 192;
/** Wide enough for a message. */
export const PREVIEW_WIDTH = 512;

/**
 * A small copy of an image as a `data:` address; null for what is not an image after all.
 *
 * It is drawn anew: nothing that a file holds beside its pixels is in the copy.
 */
export async function thumbnail(file: Blob, width = WIDTH): Promise<string | null> {
  try {
    const bitmap = await decoded(file, width);
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
    bitmap.close();
    return await dataUrl(await canvas.convertToBlob({ type: "image/png" }));
  } catch {
    return null; // The file is shown by its name.
  }
}

async function decoded(file: Blob, width: number): Promise<ImageBitmap> {
  const bitmap = await createImageBitmap(file);
  if (bitmap.width <= width) return bitmap;
  const small = await createImageBitmap(bitmap, { resizeWidth: width, resizeQuality: "medium" });
  bitmap.close();
  return small;
}

/** A file as a `data:` address. */
export function dataUrl(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
