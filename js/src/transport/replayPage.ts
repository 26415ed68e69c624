/** The program of an exported page: shows the conversation that is in it, and plays it again. */
import type { ChatKitOptions, OpenAIChatKit } from "@openai/chatkit";
import { ChatKitElement } from "../element/chatkit";
import { keepPart } from "../element/parts";
import type { Thread, UserMessageItem } from "../protocol/types.gen";
import { Replay } from "./replay";

interface Content {
  readonly thread: Thread;
  readonly options: Partial<ChatKitOptions>;
  /** The files of the front end, by their names. */
  readonly parts: Readonly<Record<string, string>>;
}

const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const dark = matchMedia("(prefers-color-scheme: dark)");
const { thread, options, parts } = JSON.parse(text("content")) as Content;
const replay = new Replay(thread, still);

for (const [name, part] of Object.entries(parts)) keepPart(name, part);
customElements.define("chatkit-replay", ChatKitElement);
const chat = document.createElement("chatkit-replay") as OpenAIChatKit;
const button = document.querySelector("button") as HTMLButtonElement;
show();
dark.addEventListener("change", show);
document.querySelector("main")?.append(chat);
button.addEventListener("click", () => void play());

function show(): void {
  chat.setOptions({
    ...options,
    api: { url: "about:replay", domainKey: "local", fetch: replay.transport },
    theme: dark.matches ? "dark" : "light",
    initialThread: thread.id,
    locale: "en",
    history: { enabled: false },
    header: { enabled: false },
  });
}

async function play(): Promise<void> {
  button.disabled = true;
  await chat.setThreadId(null);
  replay.play(true);
  for (const [question] of replay.turns) {
    if (question?.type !== "user_message") continue;
    const said = (question as UserMessageItem).content.map((part) => part.text).join("");
    await chat.sendUserMessage({ text: said || "…" });
  }
  replay.play(false);
  button.disabled = false;
}

function text(id: string): string {
  return document.getElementById(id)?.textContent ?? "";
}
