import { type ScriptOrder, scriptOrders } from "@scriptyard/model";
import type { SourceName } from "@scriptyard/runner";
import type { ScriptFigures } from "@scriptyard/store";

type Value = string | number | null;
type Named = Pick<SourceName, "version" | "below">;

/** What each order looks at; what a script has no figure for is null. */
const values = {
  text: textOrder,
  runs: (_, figures) => figures?.executions ?? 0,
  success: (_, figures) => (figures === undefined ? null : 1 - figures.errors / figures.executions),
  p50: (_, figures) => figures?.p50Us ?? null,
  p95: (_, figures) => figures?.p95Us ?? null,
  p99: (_, figures) => figures?.p99Us ?? null,
  error: (_, figures) => figures?.lastError?.atMs ?? null,
  run: (_, figures) => figures?.lastAtMs ?? null,
} as const satisfies Record<
  Exclude<ScriptOrder, "script">,
  (script: Named, figures: ScriptFigures | undefined) => Value
>;

/** By layer, then version; what cannot run comes last. */
function textOrder({ version, below }: Named): string | null {
  if (version !== null) return `0 ${String(version).padStart(9, "0")}`;
  return below && `${["file", "default"].indexOf(below) + 1}`;
}

/**
 * Scripts, which come by name, in the order asked for; those without a figure come last either way, equal ones keep their
 * order by name.
 */
export function inOrder<T extends Named>(
  scripts: readonly T[],
  figuresOf: (script: T) => ScriptFigures | undefined,
  order: ScriptOrder,
  turned: boolean,
): T[] {
  // They come by name.
  if (order === "script") return turned ? scripts.toReversed() : [...scripts];
  const sign = (scriptOrders[order] === "smallest") !== turned ? 1 : -1;
  const keyed = scripts.map((script): [Value, T] => [values[order](script, figuresOf(script)), script]);
  keyed.sort(([left], [right]) => {
    if (left === right) return 0;
    if (left === null) return 1;
    if (right === null) return -1;
    return left < right ? -sign : sign;
  });
  return keyed.map(([, script]) => script);
}
