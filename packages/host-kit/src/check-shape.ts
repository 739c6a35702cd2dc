import { securityLevel } from "@scriptyard/model";
import { z } from "zod";
import { documentType } from "./documents/index.ts";
import type { Issue } from "./types.ts";

const params = z.array(z.looseObject({ name: z.string() }));
const script = z.looseObject({ module: z.string(), name: z.string(), source: z.string() });

/** What everything else takes for granted. Schemas and code inside are not looked at. */
const shape = documentType(
  "Definition of a host",
  z.looseObject({
    id: z.string(),
    version: z.string(),
    title: z.string(),
    description: z.string(),
    hooks: z.array(z.looseObject({ name: z.string(), title: z.string(), description: z.string(), params })),
    functions: z.array(
      z.looseObject({
        name: z.string(),
        kind: z.enum(["effect", "host", "async", "event"]),
        description: z.string(),
        params,
        example: z.string(),
        capability: z.string(),
        levels: z.array(securityLevel),
      }),
    ),
    defaults: z.array(script).exactOptional(),
    templates: z.array(script).exactOptional(),
  }),
);

/** What is missing from a definition, or is something else: JavaScript, and what was read from a file, has no types. */
export function shapeIssues(definition: unknown): Issue[] {
  return shape.problems(definition);
}
