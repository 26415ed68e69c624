/** What only a chat in a notebook's kernel is asked, beside ChatKit's own requests. */
import type { BranchPlace } from "../protocol/state";

/** A step of a turn: a call of a model or tool, a handoff, or an item that was sent. */
export interface TraceStep {
  readonly kind: "model" | "tool" | "handoff" | "item";
  /** What `kind` is called. */
  readonly title: string;
  readonly label: string;
  /** Seconds from the turn's beginning. */
  readonly started: number;
  /** How long it took; null if it did not come to its end. */
  readonly seconds: number | null;
  readonly given: string | null;
  readonly output: string | null;
}

/** What happened in a turn, at a length that can be looked at. */
export interface TurnTrace {
  readonly title: string | null;
  readonly summary: string;
  readonly seconds: number;
  readonly error: string | null;
  readonly steps: readonly TraceStep[];
  readonly frames: readonly string[];
  readonly more_frames: number;
  /** The turn as a test in Python; null where it can not be replayed. */
  readonly test: string | null;
}

/** Each question, with what it is about and what is answered. */
export interface NotebookQuestions {
  "trace.last": { about: { thread_id: string }; answer: { readonly trace: TurnTrace | null } };
  "branches.list": { about: { thread_id: string }; answer: BranchesAnswer };
  "branches.leave": { about: { thread_id: string; item_id: string }; answer: BranchesAnswer };
  "branches.switch": {
    about: { thread_id: string; item_id: string; index: number };
    answer: BranchesAnswer;
  };
}

interface BranchesAnswer {
  readonly branches: Readonly<Record<string, BranchPlace>>;
}

/** Asks the kernel; rejects with a readable line. */
export type AskNotebook = <Type extends keyof NotebookQuestions>(
  type: Type,
  about: NotebookQuestions[Type]["about"],
) => Promise<NotebookQuestions[Type]["answer"]>;
