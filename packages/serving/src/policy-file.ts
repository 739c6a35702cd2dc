import { Fault } from "@scriptyard/model";
import type { PolicyFileReport, RunnerOptions } from "@scriptyard/runner";
import type { Logger } from "pino";
import { StartError } from "./start-error.ts";

/** The runner's option for `SCRIPTYARD_POLICY`: every change is told in the log, an invalid one loudly. */
export function policyFileOption(path: string | null, log: Logger): Pick<RunnerOptions, "policyFile"> {
  if (path === null) return {};
  const onReport = (report: PolicyFileReport) => {
    if (report.ok) log.info({ levels: report.levels }, "the policy file was read; it holds from now on");
    else
      log.error(
        { problems: report.problems },
        "the policy file is not valid; what it said before stays in force",
      );
  };
  return { policyFile: { path, onReport } };
}

/** A file that is not valid when the server starts is a mistake to correct, not a failure of ours. */
export function policyFileProblem(path: string | null, error: unknown): unknown {
  if (path === null || !(error instanceof Fault) || !error.message.startsWith("The policy file"))
    return error;
  return new StartError(`SCRIPTYARD_POLICY="${path}": ${error.message}`, { cause: error });
}
