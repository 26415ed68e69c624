import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { showChat as render } from "../testing";
import { Markdown } from "./Markdown";

// In a browser it comes as a text, and is imported from a blob.
vi.mock("../chunks", () => ({
  loadCode: () => import("../chunks/code"),
  loadMath: () => import("../chunks/math"),
}));

// Its grammars are many files here.
beforeAll(() => import("../chunks/code"));

describe("Markdown", () => {
  it("renders tables, lists, code and emphasis", () => {
    const { container } = render(
      <Markdown text={"**b** *i*\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n- [x] done\n\n`code`"} />,
    );
    expect(container.querySelector("strong")?.textContent).toBe("b");
    expect(within(screen.getByRole("table")).getByRole("cell", { name: "2" })).toBeTruthy();
    expect((screen.getByRole("checkbox") as HTMLInputElement).checked).toBe(true);
    expect(container.querySelector("code")?.textContent).toBe("code");
  });

  it("shows HTML as text", () => {
    const html = '<img src=x onerror="alert(1)"><script>alert(1)</script>';
    const { container } = render(
      <Markdown text={`Look: ${html}\n\n<div onclick="x()">block</div>`} />,
    );
    expect(container.querySelector("img, script, [onclick]")).toBeNull();
    expect(container.textContent).toContain(html);
    expect(container.textContent).toContain('<div onclick="x()">block</div>');
  });

  it("shows what nests too deep as it was written", () => {
    const deep = `${">".repeat(5000)} x`;
    const { container } = render(<Markdown text={`**Before**\n\n${deep}`} />);
    expect(container.querySelector("strong")?.textContent).toBe("Before");
    expect(container.querySelector("blockquote")).toBeNull();
    expect(container.textContent).toContain(deep);
  });

  it("takes <br> for a line break, also in a table", () => {
    const { container } = render(<Markdown text={"a<br>b\n\n| h |\n|---|\n| c<br/>d |"} />);
    expect(container.querySelectorAll("br")).toHaveLength(2);
    expect(container.textContent).not.toContain("<br");
  });

  it("opens links in a new tab that can not reach this one", () => {
    render(<Markdown text="[docs](https://example.com/docs) and https://example.org" />);
    const [docs, bare] = screen.getAllByRole<HTMLAnchorElement>("link");
    expect(docs?.target).toBe("_blank");
    expect(docs?.rel).toContain("noopener");
    expect(docs?.rel).toContain("noreferrer");
    expect(bare?.href).toBe("https://example.org/");
  });

  it.each(["javascript:alert(1)", "/lab?reset", "data:text/html,x"])(
    "shows a link to %s as text",
    (url) => {
      const { container } = render(<Markdown text={`[press](${url})`} />);
      expect(container.querySelector("a, [role=button]")).toBeNull();
      expect(container.textContent).toBe("press");
    },
  );

  it("links to an image it may not load", () => {
    const { container } = render(<Markdown text="![a cat](https://cats.example/1.png)" />);
    expect(container.querySelector("img")).toBeNull();
    expect(screen.getByRole<HTMLAnchorElement>("link", { name: "a cat" }).href).toBe(
      "https://cats.example/1.png",
    );
  });

  it("loads an image from a host the thread allows", () => {
    render(
      <Markdown text="![a cat](https://cats.example/1.png)" imageDomains={["cats.example"]} />,
    );
    expect(screen.getByRole<HTMLImageElement>("img", { name: "a cat" }).src).toBe(
      "https://cats.example/1.png",
    );
  });

  it("names the language of code and copies it", async () => {
    const user = userEvent.setup();
    const write = vi.spyOn(navigator.clipboard, "writeText");
    render(<Markdown text={"```python\nx = 1\n```"} />);
    expect(screen.getByText("python")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Copy code" }));
    expect(write).toHaveBeenCalledWith("x = 1");
  });

  it("colours code in languages it knows, and shows the rest as it is", async () => {
    const { container } = render(
      <Markdown
        text={"```Python\ndef f(): pass\n```\n\n```klingon\nHegh\n```\n\n```__proto__\nx\n```"}
      />,
    );
    const [python] = container.querySelectorAll("pre code");
    expect(python?.textContent).toContain("def f(): pass");
    await waitFor(() => {
      expect(container.querySelector("pre code .keyword")?.textContent).toBe("def");
    });
    const [, klingon, proto] = container.querySelectorAll("pre code");
    expect(klingon?.textContent).toBe("Hegh");
    expect(proto?.textContent).toBe("x");
  });

  it("keeps the elements of earlier blocks while text streams in", () => {
    const { container, rerender } = render(<Markdown text={"first\n\nsec"} streaming />);
    const first = container.querySelector("p");
    rerender(<Markdown text={"first\n\nsecond **bold**"} streaming />);
    expect(container.querySelector("p")).toBe(first);
    expect(container.querySelector("strong")?.textContent).toBe("bold");
  });

  it("shows formulas once what they need is there", async () => {
    const { container } = render(<Markdown text={"Energy: \\(E = mc^2\\), $5 and $6."} />);
    await waitFor(() => expect(container.querySelector("math msup")).not.toBeNull());
    expect(container.querySelector("math")?.textContent).toContain("E=m");
    expect(container.textContent).toContain("$5 and $6");
  });

  it("hands links of the application to the page", async () => {
    const { sent } = render(<Markdown text="[open](chatkit-link://order?id=7)" />);
    await userEvent.click(screen.getByRole("link", { name: "open" }));
    expect(sent).toEqual([{ type: "deepLink", url: "chatkit-link://order?id=7" }]);
  });
});
