import { newId } from "@scriptyard/model";
import { expect, test } from "vitest";
import type { TrafficChange } from "../../records/flow-traffic.ts";
import type { Subject } from "../contract.ts";
import { aRealm } from "../fixtures.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** A whole hour. */
const start = 1_699_999_200_000;

export function flowTrafficContract({ store }: Subject): void {
  const aFlow = () => ({ realmId: aRealm().id, flowId: newId("flw") });
  const step = (flow: ReturnType<typeof aFlow>, at: number, change: Partial<TrafficChange> = {}) => ({
    kind: "walked" as const,
    ...flow,
    at,
    runs: [{ node: "risk", failed: false }],
    ways: [{ from: "risk", to: "done", outcome: null }],
    ...change,
  });
  const read = ({ realmId, flowId }: ReturnType<typeof aFlow>, fromMs: number, toMs: number) =>
    store().executions.flowTraffic(realmId, flowId, { fromMs, toMs });

  test("runs and edges are counted in the window they were taken in, per flow, the busiest first", async () => {
    const [flow, other] = [aFlow(), aFlow()];
    const out = (outcome: string | null, to: string) => ({ from: "risk", to, outcome });
    await store().executions.insertMany(
      [],
      [
        step(flow, start - 1),
        step(flow, start, { ways: [out("suspicious", "factor"), out(null, "done")] }),
        step(flow, start + 30 * minuteMs, {
          runs: [
            { node: "risk", failed: true },
            { node: "factor", failed: false },
          ],
          ways: [out("suspicious", "factor")],
        }),
        step(other, start),
      ],
    );
    await store().executions.insertMany([], [step(flow, start + 31 * minuteMs, { ways: [] })]);
    expect(await read(flow, start, start + hourMs)).toEqual({
      nodes: [
        { node: "risk", runs: 3, failed: 1 },
        { node: "factor", runs: 1, failed: 0 },
      ],
      edges: [
        { from: "risk", to: "factor", outcome: "suspicious", walks: 2 },
        { from: "risk", to: "done", outcome: null, walks: 1 },
      ],
    });
    // A day is read from hours; its ends are rounded outwards.
    expect((await read(flow, start - 24 * hourMs, start + hourMs)).nodes[0]).toEqual({
      node: "risk",
      runs: 4,
      failed: 1,
    });
    expect((await read(other, start, start + hourMs)).nodes).toHaveLength(1);
    expect(await read(aFlow(), start, start + hourMs)).toEqual({ nodes: [], edges: [] });
  });

  test("nodes and outcomes with odd names are counted as themselves", async () => {
    const flow = aFlow();
    const ways = ["constructor", "\u0000", "a b", "\ud800"].map((outcome) => ({
      from: "constructor",
      to: "done",
      outcome,
    }));
    await store().executions.insertMany([], [step(flow, start, { ways }), step(flow, start, { ways })]);
    const { edges } = await read(flow, start, start + 1);
    expect(new Map(edges.map(({ outcome, walks }) => [outcome, walks]))).toEqual(
      new Map(ways.map(({ outcome }) => [outcome, 2])),
    );
  });

  test("counts go with the records of their time", async () => {
    const flow = aFlow();
    const days = (n: number) => start - n * 24 * hourMs;
    await store().executions.insertMany(
      [],
      [...Array.from({ length: 130 }, (_, n) => step(flow, days(n + 400))), step(flow, start)],
    );
    await store().executions.prune(days(300));
    expect((await read(flow, days(700), start + 1)).nodes).toEqual([{ node: "risk", runs: 1, failed: 0 }]);
  });
}
