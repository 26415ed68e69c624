import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { onThemeChange, pageColorScheme } from "./theme";

let parent: HTMLElement;

beforeEach(() => {
  parent = document.createElement("div");
  document.body.append(parent);
});

afterEach(() => {
  parent.remove();
  delete document.body.dataset.jpThemeLight;
  document.documentElement.removeAttribute("class");
  vi.restoreAllMocks();
});

/** The browser's reading of a color, which this environment does not have. */
function reading(pixel: () => number[]): void {
  const context = { fillRect: () => {}, getImageData: () => ({ data: pixel() }) };
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(context as never);
}

describe("the page's theme", () => {
  it("is JupyterLab's, as it is now", () => {
    reading(() => [255, 255, 255, 255]);
    document.body.dataset.jpThemeLight = "false";
    expect(pageColorScheme(parent)).toBe("dark");
    document.body.dataset.jpThemeLight = "true";
    expect(pageColorScheme(parent)).toBe("light");
  });

  it("is elsewhere that of the text around the chat", () => {
    reading(() => [20, 20, 30, 255]);
    expect(pageColorScheme(parent)).toBe("light");
    reading(() => [220, 220, 230, 255]);
    expect(pageColorScheme(parent)).toBe("dark");
  });

  it("is light where it can not be read", () => {
    vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(null);
    expect(pageColorScheme(document.createElement("div"))).toBe("light");
  });

  it("is followed, until that is no longer wanted", async () => {
    const heard = vi.fn();
    const controller = new AbortController();
    document.body.dataset.jpThemeLight = "true";
    onThemeChange(parent, heard, controller.signal);
    document.body.dataset.jpThemeLight = "false";
    await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(1));

    controller.abort();
    const later = vi.fn();
    const other = new AbortController();
    onThemeChange(parent, later, other.signal);
    document.body.dataset.jpThemeLight = "true";
    await vi.waitFor(() => expect(later).toHaveBeenCalled());
    expect(heard).toHaveBeenCalledTimes(1);
    other.abort();
  });

  it("is followed wherever the page keeps it", async () => {
    let text = 0;
    reading(() => [text, text, text, 255]);
    const heard = vi.fn();
    const controller = new AbortController();
    onThemeChange(parent, heard, controller.signal);
    text = 255;
    document.documentElement.className = "dark";
    await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(1));
    controller.abort();
  });
});
