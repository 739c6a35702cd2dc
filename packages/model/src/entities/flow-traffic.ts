import { z } from "zod";
import { trafficWindowNames } from "../traffic-windows.ts";

export const trafficWindow = z.enum(trafficWindowNames);

/** What the product's users did in a flow within a window; what somebody only tried is not in it. The busiest first. */
export const flowTrafficSchema = z.object({
  nodes: z.array(
    z.object({
      node: z.string(),
      /** How often its script ran. */
      runs: z.int(),
      failed: z.int(),
    }),
  ),
  edges: z.array(
    z.object({
      from: z.string(),
      /** Node name, or `done`. */
      to: z.string(),
      /** Null: the default edge. */
      outcome: z.string().nullable(),
      /** How often a walk took it. */
      walks: z.int(),
    }),
  ),
});
export type FlowTraffic = z.infer<typeof flowTrafficSchema>;
