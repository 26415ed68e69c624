/** Changes to the list of items. All find an item from the end, where what streams is. */
import type { ThreadItem } from "./types.gen";

type Items = readonly ThreadItem[];

/** Puts `item` in the place of the one with its id, or at the end. */
export function upsert(items: Items, item: ThreadItem): Items {
  const index = indexOf(items, item.id);
  return index < 0 ? [...items, item] : items.with(index, item);
}

/** Leaves out the item with this id. */
export function remove(items: Items, id: string): Items {
  const index = indexOf(items, id);
  return index < 0 ? items : items.toSpliced(index, 1);
}

/** Changes the item with this id; an unknown id changes nothing. */
export function change(items: Items, id: string, update: (item: ThreadItem) => ThreadItem): Items {
  const index = indexOf(items, id);
  const item = items[index];
  if (item === undefined) return items;
  const changed = update(item);
  return changed === item ? items : items.with(index, changed);
}

/** Leaves out everything after the item with this id; an unknown id changes nothing. */
export function keepThrough(items: Items, id: string): Items {
  const index = indexOf(items, id);
  return index < 0 ? items : items.slice(0, index + 1);
}

/** Puts earlier items before these; items that are already here stay as they are. */
export function prepend(items: Items, earlier: Items): Items {
  const known = new Set(items.map((item) => item.id));
  return [...earlier.filter((item) => !known.has(item.id)), ...items];
}

function indexOf(items: Items, id: string): number {
  return items.findLastIndex((item) => item.id === id);
}

/** The items before that one; all of them where it is not there (any more). */
export function before(items: Items, id: string): Items {
  const index = indexOf(items, id);
  return index < 0 ? items : items.slice(0, index);
}
