import { beforeEach, describe, expect, it, vi } from "vitest";
import { EndFollower } from "./EndFollower";

const VIEW = 400;

function setUp(height: number) {
  // As tall as told, and clamped as a browser does it.
  let top = 0;
  const element = {
    scrollHeight: height,
    clientHeight: VIEW,
    get scrollTop() {
      return top;
    },
    set scrollTop(next: number) {
      top = Math.max(0, Math.min(next, this.scrollHeight - VIEW));
    },
  };
  const changed = vi.fn();
  const follower = new EndFollower(element as HTMLElement, changed);
  follower.goToEnd();
  const grow = (by: number) => {
    element.scrollHeight += by;
  };
  return { element, follower, changed, grow };
}

describe("EndFollower", () => {
  let { element, follower, changed, grow } = setUp(1000);
  beforeEach(() => {
    ({ element, follower, changed, grow } = setUp(1000));
  });

  it("goes on to the new end", () => {
    grow(300);
    follower.resized(false);
    expect(element.scrollTop).toBe(900);
    expect(changed).not.toHaveBeenCalled();
  });

  it("is not led astray by its own scrolling, reported after the content has grown again", () => {
    grow(300);
    follower.resized(false);
    grow(300);
    follower.scrolled();
    expect(follower.following).toBe(true);
  });

  it("stops when the reader goes up, and starts again when they are back", () => {
    element.scrollTop = 300;
    follower.scrolled();
    expect(changed.mock.lastCall).toEqual([false]);
    grow(300);
    follower.resized(false);
    expect(element.scrollTop).toBe(300);
    element.scrollTop = 880;
    follower.scrolled();
    expect(changed.mock.lastCall).toEqual([true]);
  });

  it("stays put when held, and says that the end is elsewhere", () => {
    grow(300);
    follower.resized(true);
    expect(element.scrollTop).toBe(600);
    expect(changed.mock.lastCall).toEqual([false]);
  });

  it("keeps what is in view where it is when content comes in above", () => {
    follower.goTo(100);
    grow(250);
    follower.grewAbove();
    expect(element.scrollTop).toBe(350);
  });

  it("keeps what is in view while what was added above still takes its room", () => {
    element.scrollTop = 100;
    follower.scrolled();
    grow(200);
    follower.grewAbove();
    grow(300);
    follower.resized(false);
    expect(element.scrollTop).toBe(600);
    element.scrollTop = 500;
    follower.scrolled();
    grow(100);
    follower.resized(false);
    expect(element.scrollTop).toBe(500);
  });
});
