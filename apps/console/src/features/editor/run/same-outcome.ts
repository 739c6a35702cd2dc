import type { SeenExecution } from "@scriptyard/model";

/** True when two runs decided the same: result and effects, or the same failure at the same place. Cost and logs may differ. */
export function sameOutcome(a: SeenExecution, b: SeenExecution): boolean {
  return canonical(essence(a)) === canonical(essence(b));
}

function essence({ status, result, effects, error }: SeenExecution): unknown {
  if (status === "ok") return { status, result, effects };
  const [top] = error?.stack ?? [];
  return {
    status,
    type: error?.type,
    name: error?.name,
    message: error?.message,
    at: top ? [top.file, top.line] : null,
  };
}

/** JSON text that does not depend on the order of keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, v: unknown) =>
    typeof v === "object" && v !== null && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([x], [y]) => (x < y ? -1 : 1)))
      : v,
  );
}
