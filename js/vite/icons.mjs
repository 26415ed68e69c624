// Lucide's icons as one table of plain shapes, so that the frame draws them without any markup.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const ELEMENTS = new Set(["path", "circle", "rect", "line", "ellipse", "polyline", "polygon"]);
const ATTRIBUTES = new Set([
  ...["d", "points", "fill", "x", "y", "width", "height", "rx", "ry"],
  ...["cx", "cy", "r", "x1", "x2", "y1", "y2"],
]);
// Numbers, the letters of paths, and the two colors that icons are drawn with.
const VALUE = /^(?:[\d\s.,+\-a-z]*|none|currentColor)$/i;

/** JSON: the name of each icon with its elements, each a pair of its name and its attributes. */
export function iconTable(root) {
  const file = join(root, "node_modules/lucide-static/icon-nodes.json");
  const icons = JSON.parse(readFileSync(file, "utf8"));
  for (const [name, shapes] of Object.entries(icons)) {
    for (const shape of shapes) checkShape(name, shape);
  }
  return JSON.stringify(icons);
}

function checkShape(name, [element, attributes, ...children]) {
  if (!ELEMENTS.has(element) || children.length > 0) {
    throw new Error(`The icon ${name} has an element <${element}> that is not a plain shape.`);
  }
  for (const [attribute, value] of Object.entries(attributes)) {
    if (!ATTRIBUTES.has(attribute) || !VALUE.test(value)) {
      throw new Error(
        `The icon ${name} has an attribute that is not plain: ${attribute}="${value}".`,
      );
    }
  }
}
