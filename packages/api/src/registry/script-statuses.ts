import {
  Fault,
  holdsAll,
  type LanguageId,
  type OutcomeErrorType,
  type Realm,
  type Script,
  type ScriptOrder,
  type SourceLayer,
  wordsOf,
} from "@scriptyard/model";
import type { ScriptSources } from "@scriptyard/runner";
import type { ScriptFigures } from "@scriptyard/store";
import { z } from "zod";
import type { Services } from "../context.ts";
import { type StatusWindow, statusWindows } from "../scripts/statistics.ts";
import { inOrder } from "./in-order.ts";

export const windowName = z.enum(Object.keys(statusWindows) as [StatusWindow, ...StatusWindow[]]);

/** One loaded script at a glance. Figures are of live runs in the window; previews and replays do not count. */
export type ScriptStatus = {
  module: string;
  name: string;
  /** null = nobody has opened or run it yet in this realm. */
  scriptId: Script["id"] | null;
  /** null = a library. */
  hook: string | null;
  /** Source layer of the text that runs; null = nothing can run. */
  layer: SourceLayer | null;
  /** For a published version. */
  version: number | null;
  /** For a file, within the scripts folder. */
  path: string | null;
  /** Of the text that runs. */
  sha256: string | null;
  language: LanguageId | null;
  /** What is wrong with one of its layers. */
  problem: string | null;
  /** null = this process has not compiled the text that runs yet. */
  compileUs: number | null;
  runs: number;
  errors: number;
  /** 0 … 1; null when nothing ran, as for all that follow. */
  successRate: number | null;
  p50Us: number | null;
  p95Us: number | null;
  p99Us: number | null;
  lastRunAt: number | null;
  lastError: { executionId: `exe_${string}`; type: OutcomeErrorType; message: string; at: number } | null;
};

/** `total`: scripts that fit; `next`: cursor of the following page, null at the end. */
export type ScriptStatuses = {
  window: StatusWindow;
  fromMs: number;
  toMs: number;
  scripts: ScriptStatus[];
  total: number;
  next: string | null;
};

export type StatusQuestion = {
  window: StatusWindow;
  /** Words that all occur in `module/name`. */
  text?: string | undefined;
  sort?: ScriptOrder | undefined;
  /** Against the order's own direction. */
  turned?: boolean | undefined;
  cursor?: string | null | undefined;
  limit: number;
};

/** A page of scripts, by module and name unless something else is asked for. Layers are read of these alone. */
export async function scriptStatuses(
  { runner, statistics }: Pick<Services, "runner" | "statistics">,
  realm: Realm,
  { window, text = "", sort = "script", turned = false, cursor, limit }: StatusQuestion,
): Promise<ScriptStatuses> {
  const [names, { fromMs, toMs, byScript }] = await Promise.all([
    runner.sourceNames(realm.name),
    statistics.figures(realm.id, window),
  ]);
  const of = (scriptId: string | null) => (scriptId === null ? undefined : byScript.get(scriptId));
  const words = wordsOf(text);
  const fitting = names.filter(({ module, name }) => holdsAll(`${module}/${name}`, words));
  const sorted = inOrder(fitting, (one) => of(one.scriptId), sort, turned);
  const start = positionOf(cursor);
  const page = await runner.sources(realm.name, sorted.slice(start, start + limit));
  return {
    window,
    fromMs,
    toMs,
    scripts: page.map((script) => ({ ...textOf(script), ...figuresOf(of(script.scriptId)) })),
    total: sorted.length,
    next: start + limit < sorted.length ? String(start + limit) : null,
  };
}

/** A place in the order: figures move scripts within it, so that pages may miss one or have one twice. */
function positionOf(cursor: string | null | undefined): number {
  if (cursor === null || cursor === undefined) return 0;
  const position = /^\d{1,9}$/.test(cursor) ? Number(cursor) : Number.NaN;
  if (Number.isNaN(position)) throw new Fault("bad_request", "cursor: it is none of an answer of this list.");
  return position;
}

function textOf({ module, name, scriptId, hook, active, compileUs, layers }: ScriptSources) {
  const live = layers.find((layer) => layer.active);
  return {
    module,
    name,
    scriptId,
    hook,
    layer: active,
    version: live?.version ?? null,
    path: live?.path ?? null,
    // Where the newest text is refused, the one before it runs.
    sha256: live?.keeps ?? live?.sha256 ?? null,
    language: live?.language ?? null,
    problem: layers.find((layer) => layer.problem !== null)?.problem ?? null,
    compileUs,
  };
}

/** Messages may be pages long; a list shows their beginning. */
const messageLength = 300;

function figuresOf(figures: ScriptFigures | undefined) {
  const last = figures?.lastError ?? null;
  return {
    runs: figures?.executions ?? 0,
    errors: figures?.errors ?? 0,
    successRate: figures === undefined ? null : 1 - figures.errors / figures.executions,
    p50Us: figures?.p50Us ?? null,
    p95Us: figures?.p95Us ?? null,
    p99Us: figures?.p99Us ?? null,
    lastRunAt: figures?.lastAtMs ?? null,
    lastError: last && {
      executionId: last.executionId,
      type: last.type,
      message: last.message.slice(0, messageLength),
      at: last.atMs,
    },
  };
}
