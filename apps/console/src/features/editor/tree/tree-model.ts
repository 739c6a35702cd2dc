import { plural } from "../../../components/format.ts";
import type { ScriptItem } from "../server/types.ts";

export type TreeModule = { module: string; items: ScriptItem[] };

/** Scripts by module, filtered: every word must occur in `module/name`, the description or the hook. */
export function treeModules(items: readonly ScriptItem[], filter: string): TreeModule[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const modules = new Map<string, ScriptItem[]>();
  for (const item of items) {
    const text = `${item.module}/${item.name} ${item.description} ${item.hook ?? "library"}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) continue;
    const list = modules.get(item.module);
    if (list) list.push(item);
    else modules.set(item.module, [item]);
  }
  return [...modules].map(([module, list]) => ({ module, items: list }));
}

/** What the dot says, in words: colour never stands alone. It tells what is live, never how it runs. */
export function scriptDot(
  item: Pick<ScriptItem, "status" | "liveVersion" | "changedLines" | "failures" | "liveLayer">,
): {
  tone: "ok" | "warn" | "idle";
  label: string;
} {
  const failed = item.failures > 0 ? `, ${plural(item.failures, "failure")} in the last hour` : "";
  switch (item.status) {
    case "never-published":
      if (item.liveLayer !== null) return { tone: "ok", label: `live ${item.liveLayer}${failed}` };
      return { tone: "idle", label: `never published${failed}` };
    case "live":
      return { tone: "ok", label: `live v${item.liveVersion}${failed}` };
    case "live-with-changes":
      return {
        tone: "warn",
        label: `live v${item.liveVersion}, ${item.changedLines} ${item.changedLines === 1 ? "change" : "changes"}${failed}`,
      };
  }
}
