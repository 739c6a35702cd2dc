import { type Json, maskText } from "@scriptyard/model";

/** A copy with what is at these pointers replaced; those that lead to nothing, or to null, are left out. */
export function maskPointers<V extends Json | Json[]>(
  root: V,
  pointers: readonly string[],
): { value: V; masked: string[] } {
  const masked: string[] = [];
  const chosen: Chosen = { isWhole: false, below: new Map() };
  for (const pointer of pointers) {
    const found = readPointer(root, pointer);
    if (found === undefined || found === null || found === maskText) continue;
    masked.push(pointer);
    choose(chosen, tokensOf(pointer));
  }
  return { value: (masked.length === 0 ? root : replaced(root, chosen)) as V, masked };
}

/** What is chosen of a value: all of it, or some of its members. Together, so that each value is copied once. */
type Chosen = { isWhole: boolean; below: Map<string, Chosen> };

function choose(from: Chosen, tokens: readonly string[]): void {
  let at = from;
  for (const token of tokens) {
    const next = at.below.get(token) ?? { isWhole: false, below: new Map() };
    at.below.set(token, next);
    at = next;
  }
  at.isWhole = true;
}

function replaced(value: Json, { isWhole, below }: Chosen): Json {
  if (isWhole) return maskText;
  if (Array.isArray(value)) {
    const copy = [...value];
    for (const [token, chosen] of below) copy[Number(token)] = replaced(copy[Number(token)]!, chosen);
    return copy;
  }
  const copy = { ...(value as { [key: string]: Json }) };
  for (const [token, chosen] of below) copy[token] = replaced(copy[token]!, chosen);
  return copy;
}

/** What is at a JSON pointer; undefined where it leads to nothing. */
export function readPointer(root: Json, pointer: string): Json | undefined {
  let value: Json | undefined = root;
  for (const token of tokensOf(pointer)) {
    if (value === null || typeof value !== "object") return undefined;
    if (Array.isArray(value))
      value = /^(?:0|[1-9][0-9]{0,8})$/.test(token) ? value[Number(token)] : undefined;
    else value = Object.hasOwn(value, token) ? value[token] : undefined;
    if (value === undefined) return undefined;
  }
  return value;
}

const tokensOf = (pointer: string): string[] =>
  pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));

export function escapePointer(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
