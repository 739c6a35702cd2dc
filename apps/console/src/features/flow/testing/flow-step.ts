import type { LiveEventOf } from "../../../app/events/index.ts";

/** A step of a walk, as the live stream tells it. */
export const flowStep = (sessionId: string, node: string, change: object = {}) =>
  ({
    type: "flow-step",
    realmId: "rlm_acme",
    sessionId,
    step: {
      executionId: `exe_${node}`,
      node,
      status: "ok",
      action: "continue",
      outcome: null,
      runUs: 400,
      at: 0,
      ...change,
    },
  }) as unknown as LiveEventOf<"flow-step">;
