import { beforeEach, describe, expect, it } from "vitest";
import type { Activity } from "../protocol/activity";
import { News } from "./news";

const activity = (more: Partial<Activity> = {}): Activity => ({
  runtime: "a",
  running: [],
  changed: [],
  ...more,
});
const running = (response: string, thread: string) => ({ running: [{ response, thread }] });
const changed = (thread: string, revision: number, more = {}) => ({
  changed: [{ thread, revision, ...more }],
});

let news: News;
beforeEach(() => {
  news = new News();
});

describe("news", () => {
  it("ask for nothing before they come, or when they are about other threads", () => {
    expect(news.next("t")).toBeNull();
    news.take(activity({ ...running("r", "other"), ...changed("other", 3) }));
    expect(news.next("t")).toBeNull();
  });

  it("of a response ask to join it, once", () => {
    news.take(activity(running("r", "t")));
    expect(news.next("t")).toEqual({ type: "join", response: "r" });
    news.followed("r");
    expect(news.next("t")).toBeNull();
  });

  it("of a change ask to read the thread, once", () => {
    news.take(activity(changed("t", 1)));
    expect(news.next("t")).toEqual({ type: "read" });
    expect(news.next("t")).toBeNull();
    news.take(activity(changed("t", 2)));
    expect(news.next("t")).toEqual({ type: "read" });
  });

  it("of what was seen as it happened ask for nothing", () => {
    news.followed("r");
    news.take(activity({ ...changed("t", 1, { by: "r" }) }));
    expect(news.next("t")).toBeNull();
    news.take(activity(changed("t", 2, { by: "other" })));
    expect(news.next("t")).toEqual({ type: "read" });
  });

  it("that are older than the thread ask for nothing", () => {
    news.take(activity(changed("t", 5)));
    news.read();
    expect(news.next("t")).toBeNull();
  });

  it("of a judgement say it", () => {
    const feedback = { item_ids: ["a"], kind: "positive" as const };
    news.take(activity(changed("t", 1, { feedback })));
    expect(news.next("t")).toEqual({ type: "feedback", itemIds: ["a"], kind: "positive" });
  });

  it("of another process, or after a doubt, ask to read the thread", () => {
    news.take(activity());
    news.take(activity({ runtime: "b" }));
    expect(news.next("t")).toEqual({ type: "read" });
    news.read();
    expect(news.next("t")).toBeNull();
    news.doubt();
    expect(news.next("t")).toEqual({ type: "read" });
  });
});
