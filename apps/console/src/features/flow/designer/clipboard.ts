import { flowGraphSchema, slug } from "@scriptyard/model";
import { z } from "zod";
import type { GraphPart } from "./graph-acts.ts";

/** Nodes on their way to another place, maybe another flow, whose scripts they begin with. */
export type Clip = GraphPart & { realm: string; flow: string };

/** As large as 200 nodes with 1 000 edges can be, and no larger: the text may be anybody's. */
const mostUnits = 400_000;
const kind = "scriptyard/flow-part";

const clipSchema = z.strictObject({
  kind: z.literal(kind),
  realm: slug,
  flow: slug,
  graph: flowGraphSchema,
});

export function clipText({ realm, flow, nodes, edges }: Clip): string {
  return JSON.stringify({ kind, realm, flow, graph: { entry: null, nodes, edges } });
}

/** What somebody copied here; null for any other text. Nothing but bounded nodes and edges comes out of it. */
export function readClip(text: string): Clip | null {
  if (text.length > mostUnits || !text.startsWith(`{"kind":"${kind}"`)) return null;
  try {
    const parsed = clipSchema.safeParse(JSON.parse(text));
    if (!parsed.success || parsed.data.graph.nodes.length === 0) return null;
    const { realm, flow, graph } = parsed.data;
    return { realm, flow, nodes: graph.nodes, edges: graph.edges };
  } catch {
    return null;
  }
}
