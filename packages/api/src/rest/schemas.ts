import {
  type Execution,
  effectSchema,
  logLineSchema,
  metricsSchema,
  scriptErrorSchema,
  uiBlockSchema,
} from "@scriptyard/model";
import { z } from "zod";
import { collectedCode } from "./codes/schemas.ts";
import { flowComponents } from "./flows/schemas.ts";
import { httpHostComponents } from "./http-hosts/schemas.ts";
import { movingComponents } from "./realms/moving-schemas.ts";
import { realmComponents } from "./realms/schemas.ts";
import { scriptComponents } from "./scripts/schemas.ts";
import { secretComponents } from "./secrets/schemas.ts";
import { stateComponents } from "./state/schemas.ts";
import { triggerComponents } from "./triggers/schemas.ts";

/** JSON whose shape the host's own schemas decide; those are checked by the runner, with their paths in the message. */
export const anyJson = z.unknown().meta({ description: "Any JSON value." });

/**
 * All that the runner's `FlowAnswer` names; a test holds it. What a host answers beside `action: "done"` passes as it is: its
 * reference names it.
 */
export const flowAnswer = z.looseObject({
  sessionId: z.string(),
  secret: z.string().optional().describe("Only in the answer that starts the session. It continues it."),
  action: z.enum(["continue", "challenge", "reject", "redirect", "done"]),
  node: z.string().describe("The node that answered."),
  block: uiBlockSchema.optional().describe("For `challenge`: what to show, with messages at their fields."),
  code: z.string().optional().describe("For `reject`."),
  message: z.string().optional().describe("For `reject`: may be shown to the user."),
  url: z.string().optional().describe("For `redirect`: on the realm's list of allowed hosts."),
  summary: z
    .object({ facts: z.array(z.object({ name: z.string(), value: anyJson })), text: z.string().nullable() })
    .optional()
    .describe("For `done`: what the end-user page shows of it."),
  requestId: z.string(),
  expiresAt: z.number().describe("Epoch milliseconds."),
  step: z.int().describe("Counts the answers of a session. Send it back with the next form."),
});

export const flowLink = z.object({
  path: z.string().describe("Path with its query, at the address of this server."),
  expiresAt: z.number().describe("Epoch milliseconds."),
});

export const executionAnswer = z.object({
  executionId: z.string(),
  status: z.enum(["ok", "error"]),
  result: anyJson.describe("What the hook returned; null when it failed or returns nothing."),
  effects: z.array(effectSchema.extend({ args: z.array(anyJson) })),
  logs: z.array(logLineSchema.extend({ data: anyJson.optional() })),
  metrics: metricsSchema,
  error: scriptErrorSchema.optional().describe('Only with `status: "error"`: a script\'s failure is data.'),
});

export function answerOf(execution: Execution): z.infer<typeof executionAnswer> {
  const { id, status, result, effects, logs, metrics, error } = execution;
  return { executionId: id, status, result, effects, logs, metrics, ...(error ? { error } : {}) };
}

export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string().describe("One of the fault table."),
  retry: z.boolean().describe("Whether the same request may succeed later."),
  requestId: z.string(),
  details: anyJson.optional(),
});

/** Names under which the OpenAPI document keeps them. */
export const components: ReadonlyMap<z.ZodType, string> = new Map<z.ZodType, string>([
  [flowAnswer, "FlowAnswer"],
  [flowLink, "FlowLink"],
  [executionAnswer, "Execution"],
  [problem, "Problem"],
  [collectedCode, "CollectedCode"],
  ...flowComponents,
  ...scriptComponents,
  ...triggerComponents,
  ...realmComponents,
  ...movingComponents,
  ...httpHostComponents,
  ...secretComponents,
  ...stateComponents,
]);
