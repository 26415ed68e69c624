import { afterEach, describe, expect, it, vi } from "vitest";
import { jupyterColorScheme, jupyterServer, onThemeChange } from "./jupyter";
import { jupyterPage } from "./testing/page";

let leave = () => {};
afterEach(() => {
  leave();
  leave = () => {};
  delete document.body.dataset.jpThemeLight;
});

describe("jupyterServer", () => {
  it("is what the page says", () => {
    leave = jupyterPage({ baseUrl: "/user/ada/", token: "s3cret", more: 1 });
    expect(jupyterServer()).toEqual({ baseUrl: "/user/ada/", token: "s3cret" });
  });

  it("has defaults, and a base URL that ends with a slash", () => {
    leave = jupyterPage({});
    expect(jupyterServer()).toEqual({ baseUrl: "/", token: "" });
    leave();
    leave = jupyterPage({ baseUrl: "/lab" });
    expect(jupyterServer()?.baseUrl).toBe("/lab/");
  });

  it("is missing on other pages", () => {
    expect(jupyterServer()).toBeNull();
  });
});

describe("the theme", () => {
  it("is JupyterLab's, as it is now", () => {
    expect(jupyterColorScheme()).toBe("light");
    document.body.dataset.jpThemeLight = "false";
    expect(jupyterColorScheme()).toBe("dark");
    document.body.dataset.jpThemeLight = "true";
    expect(jupyterColorScheme()).toBe("light");
  });

  it("tells when it changes, until that is no longer wanted", async () => {
    const heard = vi.fn();
    const controller = new AbortController();
    onThemeChange(heard, controller.signal);
    document.body.dataset.jpThemeLight = "false";
    await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(1));

    controller.abort();
    const later = vi.fn();
    const other = new AbortController();
    onThemeChange(later, other.signal);
    document.body.dataset.jpThemeLight = "true";
    await vi.waitFor(() => expect(later).toHaveBeenCalled());
    expect(heard).toHaveBeenCalledTimes(1);
    other.abort();
  });
});
