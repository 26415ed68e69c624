import { afterEach, describe, expect, it } from "vitest";
import { jupyterServer } from "./jupyter";
import { jupyterPage } from "./testing/page";

let leave = () => {};
afterEach(() => {
  leave();
  leave = () => {};
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
