// The Vite builds: the anywidget entry, the element, the app inside the frame, and its chunks.
import { join } from "node:path";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { build } from "vite";
import { fromFrame } from "./shared.mjs";

/** Builds one entry into a single ES module that keeps its exports; returns the code. */
export async function buildModule(root, entry) {
  const { code, css } = await bundle(root, entry, { preserveEntrySignatures: "strict" }, []);
  if (css) throw new Error(`${entry} pulls in a style sheet, but only the frame can carry one.`);
  return code;
}

/** Builds a part of the frame's app that comes later; its style sheet becomes its export `css`. */
export async function buildChunk(root, entry) {
  const { code, css } = await bundle(root, entry, { preserveEntrySignatures: "strict" }, [
    fromFrame(root),
    react(),
    tailwindcss(),
  ]);
  return `${code}\nexport const css = ${JSON.stringify(css)};\n`;
}

/** Builds the frame's app; returns its script and its style sheet. */
export function buildApp(root, entry) {
  return bundle(root, entry, {}, [react(), tailwindcss()]);
}

async function bundle(root, entry, rolldownOptions, plugins) {
  const { output } = await build({
    configFile: false,
    root: join(root, "js"),
    logLevel: "warn",
    plugins,
    define: { "process.env.NODE_ENV": '"production"' },
    resolve: {
      alias: [{ find: /^\.\/katex\.min\.css$/, replacement: join(root, "js/vite/no-katex.css") }],
    },
    build: {
      write: false,
      target: "es2022",
      modulePreload: false,
      cssCodeSplit: false,
      assetsInlineLimit: 0,
      rolldownOptions: {
        ...rolldownOptions,
        input: join(root, entry),
        output: { codeSplitting: false, entryFileNames: "main.js" },
      },
    },
  });
  return single(entry, output);
}

function single(entry, output) {
  const styles = output.filter((file) => file.fileName.endsWith(".css"));
  const scripts = output.filter((file) => file.type === "chunk");
  const others = output.filter((file) => !styles.includes(file) && !scripts.includes(file));
  if (scripts.length !== 1 || others.length > 0) {
    const names = [...scripts.slice(1), ...others].map((file) => file.fileName).join(", ");
    throw new Error(`${entry} must become one file, but the build also made: ${names}`);
  }
  return { code: scripts[0].code, css: styles.map((file) => file.source).join("") };
}
