import type { Outputs } from "../../app/trpc.ts";
import type { Tone } from "../../components/tone.ts";

export type ScriptSources = Outputs["registry"]["status"]["scripts"][number];
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

/** What a layer is worth now, in one word or two. */
export function layerState(layer: Layer): { tone: Tone; label: string } {
  if (!layer.present) return { tone: "idle", label: "none" };
  if (layer.valid === false)
    return layer.keeps !== null && layer.active
      ? { tone: "error", label: "not valid, previous text runs" }
      : { tone: "error", label: "not valid" };
  if (layer.valid === null) return { tone: "info", label: "being checked" };
  if (layer.problem !== null)
    return { tone: "warn", label: layer.active ? "runs, with a problem" : "has a problem" };
  return layer.active ? { tone: "ok", label: "runs" } : { tone: "idle", label: "waits below" };
}

/** The newest layer of a kind; a script may have a file for its realm and one for all. */
export function layerOf(script: ScriptSources, kind: Layer["layer"]): Layer | undefined {
  const all = script.layers.filter((layer) => layer.layer === kind);
  return all.find((layer) => layer.active) ?? all.find((layer) => layer.valid === false) ?? all[0];
}
