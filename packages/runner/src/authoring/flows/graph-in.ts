import { Fault, type FlowGraph, flowGraphSchema, zodWords } from "@scriptyard/model";

/** @throws Fault `bad_request` naming the place and the remedy */
export function graphIn(value: unknown): FlowGraph {
  const parsed = flowGraphSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw new Fault("bad_request", `graph.${issue.path.join(".")}: ${zodWords(issue)}.`, {
    cause: parsed.error,
  });
}
