// Builds the scripts of the pages that browser tests open into the folder that is given.
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildModule } from "../vite/targets.mjs";

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const [folder] = process.argv.slice(2);

writeFileSync(join(folder, "drive.js"), await buildModule(ROOT, "js/src/testing/drive.tsx"));
