import type { Execution, FlowSession } from "@scriptyard/model";
import type { BusChange, Recorder, TrafficChange } from "@scriptyard/store";
import type { DeadLetterBox } from "../../bus/dead-letters.ts";
import { recordWith } from "../../bus/publisher.ts";
import { isTrial } from "./door.ts";

/** What one request to a flow did, and what is stored with its records. Disposing hands all of it over. */
export type StepRecords = Disposable & {
  records: Execution[];
  /** Edges that were taken. */
  ways: Way[];
  changes: BusChange[];
  /** The step counts: what it ran and which way it took is part of the flow's traffic, unless somebody only tries it. */
  count(session: Pick<FlowSession, "realmId" | "flowId" | "mode" | "origin">, at: number): void;
};

export type Way = TrafficChange["ways"][number];

/**
 * Holds the records of a step until it is known whether the step counts: a run that is recorded has its messages kept. Where
 * another request was faster, or something failed, the runs are recorded without.
 */
export function recordStep(ports: { recorder: Recorder; deadLetters: DeadLetterBox }): StepRecords {
  const records: Execution[] = [];
  const ways: Way[] = [];
  const changes: BusChange[] = [];
  const walked: TrafficChange[] = [];
  return {
    records,
    ways,
    changes,
    count({ realmId, flowId, mode, origin }, at) {
      const runs = records.flatMap(({ node, status }) =>
        node === null ? [] : [{ node, failed: status === "error" }],
      );
      if (isTrial({ mode, origin }) || runs.length + ways.length === 0) return;
      walked.push({ kind: "walked", realmId, flowId, at, runs, ways });
    },
    [Symbol.dispose]() {
      // The recorder writes what has changes first, so none of these is on the disk before the messages are.
      const last = records.pop();
      for (const record of records) ports.recorder.record(record);
      recordWith(ports, last ?? null, changes, walked);
    },
  };
}
