import type { Json } from "@scriptyard/model";
import { asciiJson, toJsonText } from "./json.ts";

/**
 * What arguments look like without their values: keys, list lengths, where text and where other plain values go. Whether
 * arguments have a shape, and which, follows from them alone: it decides how they reach the guest, and that must not
 * depend on what ran before.
 */
export type Shape =
  | { readonly kind: "text"; readonly room: number }
  | { readonly kind: "plain" }
  | { readonly kind: "section"; readonly room: number }
  | { readonly kind: "object"; readonly names: readonly string[]; readonly members: readonly Shape[] }
  | { readonly kind: "list"; readonly items: readonly Shape[] };

/** A value of a shape's open place, in the shape's order. A section's is its JSON text. */
export type Leaf = string | number | boolean | null;

/** Null when the arguments are too large or too odd for a shape. */
export function shapeOf(args: readonly Json[]): Shape | null {
  const sizes = { leaves: 0 };
  const items: Shape[] = [];
  for (const arg of args) {
    const shape = isPlainObject(arg) ? objectShape(arg, sizes, 0) : valueShape(arg, sizes, 0);
    if (shape === null) return null;
    items.push(shape);
  }
  return sizes.leaves <= MAX_LEAVES ? { kind: "list", items } : null;
}

type Sizes = { leaves: number };

function valueShape(value: unknown, sizes: Sizes, depth: number): Shape | null {
  if (typeof value === "string") {
    sizes.leaves++;
    const room = roomFor(textRooms, value.length);
    return room > 0 ? { kind: "text", room } : null;
  }
  if (value === null || typeof value === "number" || typeof value === "boolean") {
    sizes.leaves++;
    return plainShape;
  }
  if (depth > MAX_DEPTH) return null;
  if (Array.isArray(value)) return listShape(value, sizes, depth);
  return isPlainObject(value) ? objectShape(value, sizes, depth) : null;
}

const plainShape: Shape = { kind: "plain" };

function listShape(list: unknown[], sizes: Sizes, depth: number): Shape | null {
  if (list.length > MAX_LEAVES || "toJSON" in list) return null;
  const items: Shape[] = [];
  for (const item of list) {
    const shape = valueShape(item, sizes, depth + 1);
    if (shape === null || sizes.leaves > MAX_LEAVES) return null;
    items.push(shape);
  }
  return { kind: "list", items };
}

function objectShape(object: Fields, sizes: Sizes, depth: number): Shape | null {
  const names = Object.keys(object);
  if (names.length > MAX_LEAVES) return null;
  const members: Shape[] = [];
  for (const name of names) {
    if (isDropped(name)) return null;
    const value = object[name];
    const shape =
      depth === 0 && isSection(value) ? sectionShape(value, sizes) : valueShape(value, sizes, depth + 1);
    if (shape === null || sizes.leaves > MAX_LEAVES) return null;
    members.push(shape);
  }
  return { kind: "object", names, members };
}

function sectionShape(value: unknown, sizes: Sizes): Shape | null {
  sizes.leaves++;
  const room = roomFor(sectionRooms, asciiJson(toJsonText(value)).length);
  return room > 0 ? { kind: "section", room } : null;
}

/**
 * Whether arguments have this shape: exactly when `shapeOf` would answer an equal one. The values replace `leaves`; text is
 * not looked into, that is done while it is written.
 */
export function fits(shape: Shape, args: readonly Json[], leaves: Leaf[]): boolean {
  leaves.length = 0;
  if (shape.kind !== "list" || shape.items.length !== args.length) return false;
  for (let i = 0; i < args.length; i++) {
    if (fitsValue(shape.items[i]!, args[i], leaves, 0) < 0) return false;
  }
  return true;
}

/** About how many characters of JSON the value has, or -1 when it has another shape. */
function fitsValue(shape: Shape, value: unknown, leaves: Leaf[], depth: number): number {
  switch (shape.kind) {
    case "text":
      if (typeof value !== "string" || roomFor(textRooms, value.length) !== shape.room) return -1;
      leaves.push(value);
      return value.length;
    case "plain":
      if (value !== null && typeof value !== "number" && typeof value !== "boolean") return -1;
      leaves.push(value);
      return PLAIN_SIZE;
    case "list":
      return fitsList(shape, value, leaves, depth);
    case "object":
      return fitsObject(shape, value, leaves, depth);
    case "section":
      return fitsSection(shape.room, value, leaves);
  }
}

function fitsList(
  { items }: Shape & { kind: "list" },
  value: unknown,
  leaves: Leaf[],
  depth: number,
): number {
  if (!Array.isArray(value) || value.length !== items.length || "toJSON" in value) return -1;
  let size = 0;
  for (let i = 0; i < items.length; i++) {
    const item = fitsValue(items[i]!, value[i], leaves, depth + 1);
    if (item < 0) return -1;
    size += item;
  }
  return size;
}

function fitsObject(
  { names, members }: Shape & { kind: "object" },
  value: unknown,
  leaves: Leaf[],
  depth: number,
): number {
  if (!isPlainObject(value)) return -1;
  let i = 0;
  let size = 0;
  for (const name in value) {
    if (name !== names[i]) return -1;
    const shape = members[i++]!;
    const member = fitsValue(shape, value[name], leaves, depth + 1);
    if (member < 0) return -1;
    // What is large enough to be a section has another shape.
    if (depth === 0 && member > SECTION_SIZE && isContainer(shape)) return -1;
    size += member + name.length;
  }
  return i === names.length ? size : -1;
}

const isContainer = (shape: Shape) => shape.kind === "object" || shape.kind === "list";

function fitsSection(room: number, value: unknown, leaves: Leaf[]): number {
  if (!isSection(value)) return -1;
  const text = asciiJson(toJsonText(value));
  if (roomFor(sectionRooms, text.length) !== room) return -1;
  leaves.push(text);
  return text.length;
}

/** A member of an argument that is so large that it waits as text until the script touches it. */
export function isSection(value: unknown): boolean {
  return typeof value === "object" && value !== null && sizeOf(value, 0, 0) > SECTION_SIZE;
}

/** About how many characters of JSON, the same sum as `fitsValue`; stops counting past what makes a section. -1 for what is not JSON. */
function sizeOf(value: unknown, before: number, depth: number): number {
  if (typeof value === "string") return before + value.length;
  if (value === null || typeof value === "number" || typeof value === "boolean") return before + PLAIN_SIZE;
  if (depth > MAX_DEPTH) return SECTION_SIZE + 1;
  if (Array.isArray(value)) return sizeOfList(value, before, depth);
  return isPlainObject(value) ? sizeOfObject(value, before, depth) : -1;
}

function sizeOfList(list: readonly unknown[], before: number, depth: number): number {
  if ("toJSON" in list) return -1;
  let size = before;
  for (let i = 0; i < list.length && size >= 0 && size <= SECTION_SIZE; i++)
    size = sizeOf(list[i], size, depth + 1);
  return size;
}

function sizeOfObject(object: Fields, before: number, depth: number): number {
  let size = before;
  for (const name in object) {
    if (isDropped(name)) return -1;
    size = sizeOf(object[name], size + name.length, depth + 1);
    if (size < 0 || size > SECTION_SIZE) return size;
  }
  return size;
}

/** Keys that never cross (`json.ts`), that change what JSON.stringify says, or that an assignment would not define. */
const isDropped = (name: string) => name === "__proto__" || name === "constructor" || name === "toJSON";

type Fields = { [name: string]: unknown };

export function isPlainObject(value: unknown): value is Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const proto: unknown = Object.getPrototypeOf(value);
  return proto === Object.prototype || proto === null;
}

/** The smallest room that is large enough; 0 when none is. */
function roomFor(rooms: readonly number[], length: number): number {
  for (let i = 0; i < rooms.length; i++) if (length <= rooms[i]!) return rooms[i]!;
  return 0;
}

/** Few sizes, so that the same kind of input has the same shape every time. */
const textRooms = [192, 1_024];
const sectionRooms = [1_024, 4_096, 16_384];
const MAX_LEAVES = 96;
const MAX_DEPTH = 8;
export const SECTION_SIZE = 400;
const PLAIN_SIZE = 4;
