/** Which files may be attached. */
import type { ComposerOption } from "@openai/chatkit";
import type { ComposerProblem } from "../protocol/state";

type Rules = Pick<NonNullable<ComposerOption["attachments"]>, "accept" | "maxSize">;

/** Where the options do not say, in bytes. */
const MAX_SIZE = 100 * 1024 * 1024;

/** What is wrong with a file, or null. */
export function problemWith(file: File, rules: Rules): ComposerProblem | null {
  if (!isAccepted(file, rules.accept)) return { type: "fileNotAccepted", name: file.name };
  const limit = sizeLimit(file.type, rules.maxSize);
  return file.size > limit ? { type: "fileTooLarge", name: file.name, limit } : null;
}

function isAccepted(file: File, accept: Rules["accept"]): boolean {
  if (accept === undefined) return true;
  const name = file.name.toLowerCase();
  return Object.entries(accept).some(
    ([pattern, extensions]) =>
      matches(file.type, pattern) || extensions.some((end) => name.endsWith(end.toLowerCase())),
  );
}

/** The exact type counts before its family, and that before the rule for all others. */
function sizeLimit(type: string, maxSize: Rules["maxSize"]): number {
  if (maxSize === undefined) return MAX_SIZE;
  if (typeof maxSize === "number") return maxSize;
  const family = Object.keys(maxSize).find(
    (pattern) => pattern.endsWith("/*") && matches(type, pattern),
  );
  return maxSize[type || "*"] ?? maxSize[family ?? "*"] ?? maxSize["*"] ?? maxSize[""] ?? MAX_SIZE;
}

function matches(type: string, pattern: string): boolean {
  if (pattern === "*/*" || pattern === "*") return true;
  return pattern.endsWith("/*") ? type.startsWith(pattern.slice(0, -1)) : type === pattern;
}
