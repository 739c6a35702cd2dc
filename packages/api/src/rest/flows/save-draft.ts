import { Fault, type FlowGraph, flowChanges, flowGraphSchema, graphOf } from "@scriptyard/model";
import { z } from "zod";
import { flowOf } from "../../flows/flow-of.ts";
import { writeFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { draftSaved } from "./schemas.ts";

type Body = { graph: FlowGraph; baseRevision: number };
const body = z.strictObject({ graph: flowGraphSchema, baseRevision: z.int().min(0) });

export const saveFlowDraft = defineRoute<{ realm: string; flow: string }, Body>({
  method: "POST",
  path: "/api/v1/realms/:realm/flows/:flow/draft",
  role: "author",
  cost: "upload",
  operationId: "saveFlowDraft",
  summary: "Save what is drawn",
  description:
    "Finished or not; nothing of it is live. `baseRevision`: `draftRevision` as it was read. Where somebody saved meanwhile it is refused: read the flow again.",
  params: { realm: "The realm's name.", flow: "The flow's name." },
  body,
  success: { status: 200, description: "It is saved.", schema: draftSaved },
  faults: [...writeFaults, "busy"],
  async handle({ services, actor, params, body: { graph, baseRevision } }) {
    const saved = await services.runner.flowGraphs.saveDraft(params, { graph, baseRevision }, actor);
    const { revision } = saved.draft;
    if (!saved.ok)
      throw new Fault(
        "conflict",
        `Somebody saved meanwhile: the draft is at revision ${revision}, this one was made from ${baseRevision}. Read the flow again and take both together.`,
        { details: { revision, expected: baseRevision } },
      );
    const { flow } = await flowOf(services, params);
    return { revision, changes: flowChanges(graphOf(flow), saved.draft.graph).length };
  },
});
