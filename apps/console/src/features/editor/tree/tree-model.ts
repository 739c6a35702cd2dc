import { type LiveState, liveState, type ModuleStates, moduleState } from "@scriptyard/model";
import { plural } from "../../../components/format.ts";
import type { ScriptItem } from "../server/types.ts";

export type TreeModule = { module: string; items: ScriptItem[] };

/** Scripts by module, in the order in which they were found. */
export function treeModules(items: readonly ScriptItem[]): TreeModule[] {
  const modules = new Map<string, ScriptItem[]>();
  for (const item of items) {
    const list = modules.get(item.module);
    if (list) list.push(item);
    else modules.set(item.module, [item]);
  }
  return [...modules].map(([module, list]) => ({ module, items: list }));
}

export type Dot = { tone: (typeof tones)[LiveState]; label: string };

const tones = { live: "ok", changed: "warn", nothing: "idle" } as const satisfies Record<LiveState, string>;

/** What the dot says, in words: colour never stands alone. It tells what is live, never how it runs. */
export function scriptDot(
  item: Pick<ScriptItem, "status" | "liveVersion" | "changedLines" | "failures" | "liveLayer">,
): Dot {
  const failed = item.failures > 0 ? `, ${plural(item.failures, "failure")} in the last hour` : "";
  const tone = tones[liveState(item)];
  switch (item.status) {
    case "never-published":
      if (item.liveLayer !== null) return { tone, label: `live ${item.liveLayer}${failed}` };
      return { tone, label: `never published${failed}` };
    case "retired":
      return { tone, label: `${item.liveLayer === null ? "retired" : `live ${item.liveLayer}`}${failed}` };
    case "live":
      return { tone, label: `live v${item.liveVersion}${failed}` };
    case "live-with-changes":
      return {
        tone,
        label: `live v${item.liveVersion}, ${plural(item.changedLines, "change")}${failed}`,
      };
  }
}

/** The same of a module that is folded: what its scripts say, counted. */
export function moduleDot(module: ModuleStates): Dot {
  const { scripts, live, changed, failing } = module;
  const parts = [
    live === scripts ? "all live" : live === 0 ? "nothing live" : `${live} live`,
    ...(changed > 0 ? [`${changed} with changes`] : []),
    ...(failing > 0 ? [`${failing} failed in the last hour`] : []),
  ];
  return { tone: tones[moduleState(module)], label: `${plural(scripts, "script")}, ${parts.join(", ")}` };
}
