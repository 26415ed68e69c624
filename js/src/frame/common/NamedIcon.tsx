/** An icon given by its wire name; nothing for a name that is not known. */
import { createElement, useEffect, useState } from "react";
import type { IconShapes } from "../../element/queries";
import { type Ask, useAsk } from "../context";
import { iconFor } from "./icons";

const LUCIDE = "lucide:";
const drawn = new Map<string, IconShapes | null>();

export function NamedIcon({ name }: { name: string | null | undefined }) {
  if (name?.startsWith(LUCIDE)) return <LucideIcon name={name.slice(LUCIDE.length)} />;
  const Icon = iconFor(name);
  return Icon && <Icon aria-hidden="true" />;
}

function LucideIcon({ name }: { name: string }) {
  const ask = useAsk();
  const [shapes, setShapes] = useState(() => drawn.get(name) ?? null);
  useEffect(() => {
    let current = true;
    shapesOf(ask, name).then((found) => current && setShapes(found));
    return () => {
      current = false;
    };
  }, [ask, name]);
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 24 24"
      width="1em"
      height="1em"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {shapes?.map(([tag, attributes], index) => createElement(tag, { key: index, ...attributes }))}
    </svg>
  );
}

async function shapesOf(ask: Ask, name: string): Promise<IconShapes | null> {
  const known = drawn.get(name);
  if (known !== undefined) return known;
  const shapes = await ask("icon", { name }).catch(() => null);
  drawn.set(name, shapes);
  return shapes;
}
