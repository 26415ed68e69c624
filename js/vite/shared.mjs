// Lets a chunk use the modules of the frame's program instead of packing them a second time.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const PACKAGES = ["react", "react/jsx-runtime", "react-dom"];
const PREFIX = "\0frame:";

/** A plugin that puts what js/src/frame/shared.ts keeps into the place of the imports. */
export function fromFrame(root) {
  const kit = join(root, "js/src/widgets/kit.ts");
  const require = createRequire(join(root, "package.json"));
  return {
    name: "chatkit-from-frame",
    enforce: "pre",
    async resolveId(source, importer) {
      if (PACKAGES.includes(source)) return PREFIX + source;
      if (!importer || !source.endsWith("/kit")) return null;
      const resolved = await this.resolve(source, importer, { skipSelf: true });
      return resolved?.id === kit ? `${PREFIX}kit` : null;
    },
    load(id) {
      if (!id.startsWith(PREFIX)) return null;
      const name = id.slice(PREFIX.length);
      const names = name === "kit" ? exportsOf(kit) : Object.keys(require(name));
      return [
        `const shared = globalThis.chatkitFrame[${JSON.stringify(name)}];`,
        "export default shared;",
        ...names.map((each) => `export const ${each} = shared.${each};`),
      ].join("\n");
    },
  };
}

// The file only has `export { … } from` lines.
function exportsOf(file) {
  const lists = readFileSync(file, "utf8").matchAll(/^export \{([^}]+)\} from/gm);
  return [...lists].flatMap(([, names]) => names.split(",").map((name) => name.trim()));
}
