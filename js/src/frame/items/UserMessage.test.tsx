import { screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { options, question, showChat } from "../testing";
import { UserMessage } from "./UserMessage";

const PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";

function show(preview_url: string, file: (ask: { url: string }) => string) {
  const image = { type: "image" as const, id: "i", name: "p.png", mime_type: "image/png" };
  const item = { ...question("u", "See"), attachments: [{ ...image, preview_url }] };
  const message = <UserMessage item={item} imageDomains={["img.example.com"]} />;
  showChat(message, {}, { file });
}

const picture = () => screen.queryByRole<HTMLImageElement>("img", { name: "Attachment: p.png" });

describe("a picture that was sent", () => {
  it("is asked of the page where the frame can not load it", async () => {
    const file = vi.fn(() => PIXEL);
    show("/files/1", file);
    expect(screen.getByText("p.png")).toBeTruthy();
    await vi.waitFor(() => expect(picture()?.src).toBe(PIXEL));
    expect(file.mock.calls).toEqual([[{ url: "/files/1" }]]);
  });

  it("is shown at once where it may be loaded", () => {
    const file = vi.fn(() => PIXEL);
    show("https://img.example.com/1.png", file);
    expect(picture()?.src).toBe("https://img.example.com/1.png");
    expect(file).not.toHaveBeenCalled();
  });

  it("stays a name where the page has no picture for it", async () => {
    const file = vi.fn(() => "data:text/html;base64,PGI+");
    show("/files/1", file);
    await vi.waitFor(() => expect(file).toHaveReturned());
    expect(picture()).toBeNull();
    expect(screen.getByText("p.png")).toBeTruthy();
  });
});

describe("a file that was sent", () => {
  const item = {
    ...question("u", "See"),
    attachments: [{ type: "file" as const, id: "f1", name: "a.csv", mime_type: "text/csv" }],
  };

  it("is saved by a click where the server gives files back", () => {
    const { sent } = showChat(<UserMessage item={item} imageDomains={[]} />, {
      options: options({ downloads: true }),
    });
    screen.getByRole("button", { name: "Download a.csv" }).click();
    expect(sent).toEqual([{ type: "download", attachmentId: "f1" }]);
  });

  it("is only named where it does not", () => {
    showChat(<UserMessage item={item} imageDomains={[]} />);
    expect(screen.queryByRole("button")).toBeNull();
    expect(screen.getByText("a.csv")).toBeTruthy();
  });
});
