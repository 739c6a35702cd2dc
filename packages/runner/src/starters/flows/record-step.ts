import type { Execution } from "@scriptyard/model";
import type { BusChange, Recorder } from "@scriptyard/store";
import type { DeadLetterBox } from "../../bus/dead-letters.ts";
import { recordWith } from "../../bus/publisher.ts";

/** The runs of one request to a flow, and what is stored with their records. Disposing hands both over. */
export type StepRecords = Disposable & { records: Execution[]; changes: BusChange[] };

/**
 * Holds the records of a step until it is known whether the step counts: a run that is recorded has its messages kept. Where
 * another request was faster, or something failed, the runs are recorded without.
 */
export function recordStep(ports: { recorder: Recorder; deadLetters: DeadLetterBox }): StepRecords {
  const records: Execution[] = [];
  const changes: BusChange[] = [];
  return {
    records,
    changes,
    [Symbol.dispose]() {
      // The recorder writes what has changes first, so none of these is on the disk before the messages are.
      const last = records.pop();
      for (const record of records) ports.recorder.record(record);
      recordWith(ports, last ?? null, changes);
    },
  };
}
