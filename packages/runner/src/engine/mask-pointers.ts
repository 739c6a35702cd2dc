import type { Json } from "@scriptyard/model";
import { maskText } from "./masker.ts";

/** A copy with what is at these pointers replaced; those that lead to nothing, or to null, are left out. */
export function maskPointers<V extends Json | Json[]>(
  root: V,
  pointers: readonly string[],
): { value: V; masked: string[] } {
  const masked = pointers.filter((pointer) => {
    const found = readPointer(root, pointer);
    return found !== undefined && found !== null && found !== maskText;
  });
  let value: Json = root;
  for (const pointer of masked) value = replaceAt(value, pointer.split("/").slice(1));
  return { value: value as V, masked };
}

function replaceAt(value: Json, [part, ...rest]: readonly string[]): Json {
  if (part === undefined) return maskText;
  const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
  if (Array.isArray(value))
    return value.map((item, at) => (String(at) === key ? replaceAt(item, rest) : item));
  const members = value as { [key: string]: Json };
  return { ...members, [key]: replaceAt(members[key]!, rest) };
}

/** What is at a JSON pointer; undefined where it leads to nothing. */
export function readPointer(root: Json, pointer: string): Json | undefined {
  let value: Json | undefined = root;
  for (const part of pointer.split("/").slice(1)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    if (value === null || typeof value !== "object") return undefined;
    if (Array.isArray(value)) value = value[Number(key)];
    else value = Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return value;
}

export function escapePointer(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
