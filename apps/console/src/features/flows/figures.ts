import type { Outputs } from "../../app/trpc.ts";

export type FlowView = Outputs["flows"]["list"][number];

/** How the nodes of a flow did in the last 24 hours, added up. A node that never ran adds nothing. */
export function figuresOf(flow: Pick<FlowView, "nodeViews">) {
  const spark = Array.from({ length: 24 }, () => ({ ok: 0, error: 0 }));
  let runs = 0;
  let errors = 0;
  for (const { stats } of flow.nodeViews) {
    if (!stats) continue;
    runs += stats.executions;
    errors += stats.errors;
    stats.spark.forEach((bucket, index) => {
      const sum = spark[index];
      if (!sum) return;
      sum.ok += bucket.ok;
      sum.error += bucket.error;
    });
  }
  return { runs, errors, spark };
}
