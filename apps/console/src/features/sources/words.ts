import type { Outputs } from "../../app/trpc.ts";
import { type Layer, layerName } from "../../components/source-words.ts";
import type { Tone } from "../../components/tone.ts";
import type { StatusRange } from "./search.ts";

export type ScriptStatus = Outputs["registry"]["scripts"]["scripts"][number];

/** What a layer is worth now, in one word or two. */
export function layerState(layer: Layer): { tone: Tone; label: string } {
  if (!layer.present) return { tone: "idle", label: "none" };
  if (layer.waits) return { tone: "warn", label: "waiting to be checked" };
  if (layer.valid === false)
    return layer.keeps !== null && layer.active
      ? { tone: "error", label: "not valid, previous text runs" }
      : { tone: "error", label: "not valid" };
  if (layer.valid === null) return { tone: "info", label: "being checked" };
  if (layer.problem !== null)
    return { tone: "warn", label: layer.active ? "runs, with a problem" : "has a problem" };
  return layer.active ? { tone: "ok", label: "runs" } : { tone: "idle", label: "waits below" };
}

export const rowId = (row: Pick<ScriptStatus, "module" | "name">): string => `${row.module}/${row.name}`;

export const rangeWords: Record<StatusRange, string> = {
  "1h": "Last hour",
  "24h": "Last 24 hours",
  "7d": "Last 7 days",
};

/** Where the text that runs comes from, for a row of the status table. */
export function runsWords({ layer, version, path, problem }: ScriptStatus): { tone: Tone; label: string } {
  if (layer === null) return { tone: problem === null ? "idle" : "error", label: "nothing" };
  return { tone: problem === null ? "ok" : "warn", label: layerName({ layer, version, path }) };
}

/** `TypeScript · onMessage`; where no text runs, why. */
export function kindWords({
  language,
  hook,
  scriptId,
  problem,
}: Pick<ScriptStatus, "language" | "hook" | "scriptId" | "problem">): string {
  if (language === null) {
    // What hook a text has that was never valid, nobody knows.
    if (problem !== null) return "no valid text";
    return scriptId === null ? "not checked yet" : `nothing live · ${hook ?? "library"}`;
  }
  return `${language === "typescript" ? "TypeScript" : "JavaScript"} · ${hook ?? "library"}`;
}

/** Share of runs that went well. Rounded down: a script that failed once in a million runs does not read `100 %`. */
export function successText({ runs, errors }: Pick<ScriptStatus, "runs" | "errors">): string {
  if (runs === 0) return "–";
  if (errors === 0) return "100\u2009%";
  const percent = Math.floor(((runs - errors) / runs) * 1_000) / 10;
  // And one that went well once does not read `0 %`.
  if (percent === 0 && errors < runs) return "<\u20090.1\u2009%";
  return `${percent >= 99 || percent < 10 ? percent : Math.floor(percent)}\u2009%`;
}
