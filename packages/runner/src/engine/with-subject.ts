import { type Execution, maskText } from "@scriptyard/model";
import type { EngineParts } from "./run.ts";
import type { Runnable } from "./runnable.ts";

/**
 * Whom the run was about, read from what is recorded of it: what is masked there names nobody. A host that fails over it
 * names nobody either: the run is over, and its answer and record are not the host's to lose.
 */
export function withSubject(
  { log }: Pick<EngineParts, "log">,
  { host }: Runnable,
  record: Execution,
): Execution {
  try {
    const subject = host.subject(record.args).filter((name) => name !== "" && name !== maskText);
    return subject.length === 0 ? record : { ...record, subject };
  } catch (error) {
    log.warn({ err: error, executionId: record.id }, "the host could not say whom a run was about");
    return record;
  }
}
