import type { ScriptError } from "@scriptyard/model";

/** Where a run failed, `login/risk:7`; null where it did not, or nobody knows. */
export function errorLine(error: ScriptError | null): string | null {
  const [frame] = error?.stack ?? [];
  return frame === undefined ? null : `${frame.file}:${frame.line}`;
}
