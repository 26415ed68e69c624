// Builds the front end into chatkit_jupyter/widget/static:
//   widget.js                 the anywidget entry
//   <build>/notebook.js       what shows a chat in a notebook, imported by the entry
//   <build>/element.js        <openai-chatkit>, imported by that
//   <build>/page.js           the program of an exported page, the element with it
//   <build>/frame.html        the app, shown by the element in a sandboxed frame
//   <build>/math.js, …        parts of the app that the host hands over when they are first needed
//   <build>/locale.<code>.json   texts in another language, handed over in the same way
//   <build>/icons.json        the shapes of the lucide: icons, read when one is first shown
//   manifest.json             {"build": …, "sources": …}, see js/vite/sources.mjs for the second
// Nothing is done when the sources are those of the last build; --force builds all the same.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { frameHtml } from "./vite/frame-html.mjs";
import { iconTable } from "./vite/icons.mjs";
import { sourcesDigest } from "./vite/sources.mjs";
import { buildApp, buildChunk, buildModule } from "./vite/targets.mjs";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const OUTPUT = join(ROOT, "chatkit_jupyter/widget/static");
const MANIFEST = join(OUTPUT, "manifest.json");

const KB = 1024;
const CATALOGUES = "js/src/i18n/catalogues";
const CHUNKS = {
  "author.js": "js/src/frame/chunks/author.ts",
  "code.js": "js/src/frame/chunks/code.ts",
  "math.js": "js/src/frame/chunks/math.ts",
  "widgets.js": "js/src/widgets/Widget.tsx",
};
// The frame's page is needed before its first paint; the chunks are not.
const FRAME_LIMIT = 450 * KB;
const BUDGETS = {
  "widget.js": { limit: 15 * KB, size: (text) => Buffer.byteLength(text), unit: "minified" },
  "frame.html": {
    limit: 250 * KB,
    size: zippedSize,
    unit: "gzipped",
  },
};

const sources = sourcesDigest(ROOT);
if (!process.argv.includes("--force") && isFresh()) {
  console.log("The front end is up to date.");
} else {
  await main();
}

function isFresh() {
  if (!existsSync(MANIFEST)) return false;
  const manifest = JSON.parse(readFileSync(MANIFEST, "utf8"));
  const files = ["widget.js", `${manifest.build}/element.js`, `${manifest.build}/frame.html`];
  return manifest.sources === sources && files.every((file) => existsSync(join(OUTPUT, file)));
}

async function main() {
  const widget = await buildModule(ROOT, "js/src/widget/index.ts");
  const versioned = {
    "element.js": await buildModule(ROOT, "js/src/element/index.ts"),
    "notebook.js": await buildModule(ROOT, "js/src/widget/notebook.ts"),
    "page.js": await buildModule(ROOT, "js/src/transport/replayPage.ts"),
    "icons.json": iconTable(ROOT),
    "frame.html": frameHtml(await buildApp(ROOT, "js/src/frame/main.tsx")),
    ...(await buildChunks()),
    ...catalogues(),
  };
  report({ "widget.js": widget, ...versioned });
  write(widget, versioned);
}

async function buildChunks() {
  const chunks = {};
  for (const [name, entry] of Object.entries(CHUNKS)) {
    chunks[name] = await buildChunk(ROOT, entry);
  }
  return chunks;
}

function catalogues() {
  const names = readdirSync(join(ROOT, CATALOGUES)).sort();
  return Object.fromEntries(
    names.map((name) => {
      const texts = JSON.parse(readFileSync(join(ROOT, CATALOGUES, name), "utf8"));
      return [`locale.${name}`, JSON.stringify(texts)];
    }),
  );
}

function report(files) {
  let inFrame = 0;
  for (const [name, text] of Object.entries(files)) {
    const sizes = [Buffer.byteLength(text), zippedSize(text)];
    const [plain, zipped] = sizes.map((size) => `${(size / KB).toFixed(1)} kB`);
    console.log(`${name.padEnd(18)} ${plain.padStart(10)} ${zipped.padStart(10)} gzipped`);
    if (name === "frame.html" || name in CHUNKS || name.startsWith("locale.")) inFrame += sizes[1];
  }
  if (inFrame > FRAME_LIMIT) {
    throw new Error(`The frame and its chunks are over ${FRAME_LIMIT / KB} kB gzipped.`);
  }
  for (const [name, { limit, size, unit }] of Object.entries(BUDGETS)) {
    if (size(files[name]) > limit) {
      throw new Error(`${name} is over its limit of ${limit / KB} kB ${unit}.`);
    }
  }
}

function zippedSize(text) {
  return gzipSync(text, { level: 9 }).length;
}

function write(widget, versioned) {
  const build = buildId(versioned);
  rmSync(OUTPUT, { recursive: true, force: true });
  mkdirSync(join(OUTPUT, build), { recursive: true });
  writeFileSync(join(OUTPUT, "widget.js"), widget);
  for (const [name, text] of Object.entries(versioned)) {
    writeFileSync(join(OUTPUT, build, name), text);
  }
  // Last, so that an interrupted build is never taken for a finished one.
  writeFileSync(MANIFEST, `${JSON.stringify({ build, sources })}\n`);
}

function buildId(files) {
  const digest = createHash("sha256");
  for (const [name, text] of Object.entries(files)) digest.update(name).update("\0").update(text);
  return digest.digest("hex").slice(0, 16);
}
