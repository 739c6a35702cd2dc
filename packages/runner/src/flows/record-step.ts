import type { Execution } from "@scriptyard/model";
import type { BusChange } from "@scriptyard/store";
import { recordWith } from "../bus/publisher.ts";
import type { Core } from "../core.ts";

/** The runs of one request to a flow, and what is stored with their records. Disposing hands both over. */
export type StepRecords = Disposable & { records: Execution[]; changes: BusChange[] };

/**
 * Holds the records of a step until it is known whether the step counts: a run that is recorded has its messages kept. Where
 * another request was faster, or something failed, the runs are recorded without.
 */
export function recordStep(core: Pick<Core, "recorder" | "deadLetters">): StepRecords {
  const records: Execution[] = [];
  const changes: BusChange[] = [];
  return {
    records,
    changes,
    [Symbol.dispose]() {
      // The recorder writes what has changes first, so none of these is on the disk before the messages are.
      const last = records.pop();
      for (const record of records) core.recorder.record(record);
      recordWith(core, last ?? null, changes);
    },
  };
}
