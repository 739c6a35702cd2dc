import type { Outputs } from "../app/trpc.ts";
import type { Tone } from "./tone.ts";

export type ScriptSources = Outputs["registry"]["withHook"]["items"][number];
export type Layer = ScriptSources["layers"][number];

/** Where the text that runs comes from, as people say it: `version 3`, `file wargame/x.ts`, `default`. */
export function liveWords({ layers, active }: Pick<ScriptSources, "layers" | "active">): {
  tone: Tone;
  label: string;
} {
  const live = layers.find((layer) => layer.active);
  if (live === undefined || active === null) return { tone: "idle", label: "nothing" };
  const broken = layers.some((layer) => layer.valid === false) || live.problem !== null;
  return { tone: broken ? "warn" : "ok", label: layerName(live) };
}

export function layerName({ layer, version, path }: Pick<Layer, "layer" | "version" | "path">): string {
  if (layer === "version") return version === null ? "published version" : `version ${version}`;
  return layer === "file" ? (path === null ? "file" : `file ${path}`) : "default";
}
