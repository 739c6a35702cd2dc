import { z } from "zod";

/** The windows of time that traffic is looked at in, in milliseconds. */
export const trafficWindows = { "1h": 3_600_000, "24h": 86_400_000, "7d": 604_800_000 } as const;
export const trafficWindow = z.enum(Object.keys(trafficWindows) as [TrafficWindow, ...TrafficWindow[]]);
export type TrafficWindow = keyof typeof trafficWindows;

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
