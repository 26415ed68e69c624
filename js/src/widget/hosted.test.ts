import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { HOSTED_LIMIT, HOSTED_TAG, loadHosted } from "./hosted";

const URL = "http://127.0.0.1:1/chatkit.js";
const scripts = () => [...document.scripts].filter(({ src }) => src === URL);

interface HappyWindow {
  readonly happyDOM: { readonly settings: { handleDisabledFileLoadingAsSuccess: boolean } };
}

beforeEach(() => {
  vi.useFakeTimers();
  // Scripts are not run here; what they would do is done by the tests.
  const { settings } = (window as unknown as HappyWindow).happyDOM;
  settings.handleDisabledFileLoadingAsSuccess = true;
});
afterEach(() => {
  for (const script of scripts()) script.remove();
  vi.useRealTimers();
});

describe("OpenAI's script", () => {
  it("that can not be loaded is given up at once, and tried again by the next chat", async () => {
    const loading = loadHosted(URL);
    scripts()[0]?.dispatchEvent(new Event("error"));
    await expect(loading).rejects.toThrow(`${URL} could not be loaded.`);
    expect(scripts()).toHaveLength(0);
  });

  it("that says nothing is given up after five seconds", async () => {
    const loading = expect(loadHosted(URL)).rejects.toThrow("could not be loaded");
    await vi.advanceTimersByTimeAsync(HOSTED_LIMIT - 1);
    expect(scripts()).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    await loading;
    expect(HOSTED_LIMIT).toBe(5_000);
  });

  it("is loaded once for all chats, and not at all where its element is there", async () => {
    const both = Promise.all([loadHosted(URL), loadHosted(URL)]);
    expect(scripts()).toHaveLength(1);
    customElements.define(HOSTED_TAG, class extends HTMLElement {});
    await both;
    scripts()[0]?.remove();
    await loadHosted(URL);
    expect(scripts()).toHaveLength(0);
  });
});
