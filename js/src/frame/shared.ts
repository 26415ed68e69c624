/**
 * What chunks take from the frame's own program: one React, and one of everything that has a state.
 * `js/vite/shared.mjs` puts it into the place of their imports.
 */
import * as react from "react";
import * as jsxRuntime from "react/jsx-runtime";
import * as reactDom from "react-dom";
import * as kit from "../widgets/kit";

Object.assign(globalThis, {
  chatkitFrame: { react, "react/jsx-runtime": jsxRuntime, "react-dom": reactDom, kit },
});
