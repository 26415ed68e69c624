/** Small pictures of files. */

/** Wide enough for a composer on a screen of double density, in px. */
const WIDTH = 192;

/** A small copy of an image as a `data:` address; null for what is not an image after all. */
export async function thumbnail(file: Blob): Promise<string | null> {
  try {
    const bitmap = await createImageBitmap(file, { resizeWidth: WIDTH, resizeQuality: "medium" });
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
    bitmap.close();
    return await dataUrl(await canvas.convertToBlob({ type: "image/png" }));
  } catch {
    return null; // The file is shown by its name.
  }
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
