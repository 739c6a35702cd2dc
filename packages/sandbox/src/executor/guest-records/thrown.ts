import type { StackFrame } from "@scriptyard/model";
import { parseFrames } from "../frames.ts";
import { boundedText, readList } from "./json-text.ts";

/** What the guest says about what its script threw. */
export type Thrown = {
  name: string;
  message: string;
  stack: StackFrame[];
  /** It looks like the engine's own stack overflow. A script can imitate that. */
  isOverflow: boolean;
};

/** `["name", "message", "stack", "kind"]`, as `guest/describe.guest.ts` writes it; null for anything else. */
export function readThrown(text: string, files: ReadonlySet<string>): Thrown | null {
  const list = readList(text);
  if (list?.length !== 4) return null;
  const [name, message, stack, kind] = list;
  if (typeof name !== "string" || typeof message !== "string") return null;
  if (typeof stack !== "string" || typeof kind !== "string") return null;
  return {
    name: boundedText(name, MAX_NAME),
    message: boundedText(message, MAX_MESSAGE),
    stack: parseFrames(stack, files),
    isOverflow: kind === "overflow",
  };
}

const MAX_NAME = 100;
const MAX_MESSAGE = 1_000;
