import { plural } from "../format.ts";
import type { Use, UsedByAnswer } from "./use-used-by.ts";

const mostNamed = 3;

/** `Used by login/risk-check, the flow login and 4 others.`; empty where nothing uses it. */
export function usedByWords(answer: UsedByAnswer | null): string {
  if (answer === null || answer.uses.length === 0) return "";
  const names = [...new Set(answer.uses.map(nameOfUse))];
  const shown = names.slice(0, mostNamed);
  const others = names.length - shown.length;
  const list = others > 0 ? [...shown, plural(others, "other")] : shown;
  return `Used by ${list.length < 2 ? list.join("") : `${list.slice(0, -1).join(", ")} and ${list.at(-1)}`}.`;
}

export function nameOfUse(use: Use): string {
  switch (use.kind) {
    case "script":
      return use.specifier;
    case "node":
      return `node ${use.title || use.node} of ${use.flow}`;
    case "flow":
      return `the flow ${use.title || use.flow}`;
    case "trigger":
      return `trigger ${use.name}`;
  }
}
