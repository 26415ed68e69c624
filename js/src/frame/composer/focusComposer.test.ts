import { beforeEach, describe, expect, it } from "vitest";
import { focusComposer } from "./focusComposer";
import { COMPOSER_ID } from "./TextBox";

let composer: HTMLTextAreaElement;
let button: HTMLButtonElement;

beforeEach(() => {
  document.body.innerHTML = `<textarea id="${COMPOSER_ID}"></textarea><button></button>`;
  composer = document.querySelector("textarea") as HTMLTextAreaElement;
  button = document.querySelector("button") as HTMLButtonElement;
});

describe("focusComposer", () => {
  it("focuses the composer", () => {
    focusComposer();
    expect(document.activeElement).toBe(composer);
  });

  it("does so again when the page's focus comes to no element, however often", () => {
    focusComposer();
    for (const _ of [1, 2]) {
      composer.blur();
      window.dispatchEvent(new Event("focus"));
      expect(document.activeElement).toBe(composer);
    }
  });

  it("leaves the focus to whoever has it by then", () => {
    focusComposer();
    button.focus();
    window.dispatchEvent(new Event("focus"));
    expect(document.activeElement).toBe(button);
  });
});
