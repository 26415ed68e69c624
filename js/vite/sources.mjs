// What the front end is built from, as one digest, so that a stale bundle can be told from a fresh one.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

const ROOT_FILES = ["js/build.mjs", "package-lock.json", "package.json"];
const FOLDERS = ["js/src", "js/vite"];
const TEST_FILE = /\.test\.[cm]?[jt]sx?$/;

/**
 * Digest of everything the build reads.
 *
 * sha256, in hex, over the files sorted by their path; each adds its path (relative to the
 * repository, with "/"), one NUL byte, and its bytes. The files are js/src/** and js/vite/**
 * without `*.test.*`, js/build.mjs, package.json and package-lock.json.
 */
export function sourcesDigest(root) {
  const digest = createHash("sha256");
  for (const path of sourceFiles(root)) {
    digest
      .update(path)
      .update("\0")
      .update(readFileSync(join(root, path)));
  }
  return digest.digest("hex");
}

/** Paths of those files, relative to the repository and sorted. */
export function sourceFiles(root) {
  const inFolders = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !TEST_FILE.test(entry.name))
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/")),
  );
  return [...inFolders, ...ROOT_FILES].sort();
}
