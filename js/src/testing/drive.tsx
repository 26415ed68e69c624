/** For browser tests: the element under the unmodified React bindings, driven from `window.drive`. */
import {
  ChatKit,
  type UseChatKitOptions,
  type UseChatKitReturn,
  useChatKit,
} from "@openai/chatkit-react";
import { useState } from "react";
import { createRoot } from "react-dom/client";

/** Notes a call under a name. */
type Note = (name: string, detail?: unknown) => void;
type MakeOptions = (note: Note) => UseChatKitOptions;

interface Drive {
  /** Shows the chat with these options, or gives it others. */
  set: (make: MakeOptions) => void;
  /** What `useChatKit` returned last. */
  chat: UseChatKitReturn | null;
  readonly calls: Record<string, unknown[]>;
}

const EVENTS = [
  "onReady",
  "onError",
  "onEffect",
  "onDeeplink",
  "onResponseStart",
  "onResponseEnd",
  "onHistoryOpen",
  "onHistoryClose",
  "onThreadChange",
  "onThreadLoadStart",
  "onThreadLoadEnd",
  "onToolChange",
  "onLog",
] as const;

const drive: Drive = { set: () => {}, chat: null, calls: {} };

function note(name: string, detail: unknown = null): void {
  const calls = drive.calls[name] ?? [];
  drive.calls[name] = [...calls, plain(detail)];
}

// Errors have nothing that JSON would show.
function plain(detail: unknown): unknown {
  const { error } = (detail ?? {}) as { error?: unknown };
  return error instanceof Error ? { error: error.message } : detail;
}

function Driven({ make }: { make: MakeOptions }) {
  const events = Object.fromEntries(
    EVENTS.map((name) => [name, (detail: unknown) => note(name, detail)]),
  );
  drive.chat = useChatKit({ ...make(note), ...events });
  return <ChatKit control={drive.chat.control} />;
}

function App() {
  const [make, setMake] = useState<{ run: MakeOptions } | null>(null);
  drive.set = (run) => setMake({ run });
  return make && <Driven make={make.run} />;
}

Object.assign(window, { drive });
const root = document.getElementById("root");
if (root) createRoot(root).render(<App />);
