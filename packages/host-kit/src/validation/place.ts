import type { StepBudget } from "../patterns/linear-pattern.ts";
import type { Defs } from "../schema/from-source.ts";
import type { SchemaNode } from "../schema/keywords.ts";
import type { Issue } from "../types.ts";
import { joinPath } from "./wording.ts";

/** Where the walk is: a link to what holds it. The path is made when something is wrong there; of most it is never made. */
export type At = {
  /** Null for the value itself, whose key is what it is called. */
  parent: At | null;
  key: string | number;
  sensitive: boolean;
  depth: number;
};

/** What one walk over a value shares. */
export type Walk = {
  defs: Defs;
  issues: Issue[];
  /** A recursive union can multiply branches by depth, so a hostile schema is stopped here. */
  budget: { steps: number };
  /** What texts cost that are matched, and values that are compared with lists of the schema. */
  work: StepBudget;
  /** What finding the right words for unions costs; where it ends they are plainer. */
  words: StepBudget;
  /** The walk itself, handed down so that the files do not import each other. */
  explainInto: (node: SchemaNode, value: unknown, at: At, walk: Walk) => void;
};

export function atKey(parent: At, key: string | number): At {
  return { parent, key, sensitive: parent.sensitive, depth: parent.depth };
}

/** `args[0].rows[3].name` */
export function pathOf({ parent, key }: At): string {
  return parent === null ? String(key) : joinPath(pathOf(parent), key);
}
