import { isObject } from "@scriptyard/model";
import { faultOf } from "../../../app/fault.ts";
import type { Outputs } from "../../../app/trpc.ts";
import type { UsedByAnswer } from "../../../components/used-by/use-used-by.ts";

type Layers = Outputs["registry"]["script"]["layers"];

/** What runs under the name of a script where no version of it does; null = nothing. */
export type StandIn = "file" | "default" | null;

export function standInOf(layers: Layers): StandIn {
  const runs = layers.find(
    ({ layer, present, valid, keeps }) =>
      layer !== "version" && present && (valid === true || keeps !== null),
  );
  return runs === undefined || runs.layer === "version" ? null : runs.layer;
}

/** Whether others fail by it, as far as is known: they use it, and nothing stands in. A trigger that is off starts nothing. */
export function breaks(of: { standsIn: StandIn | undefined; users: UsedByAnswer | undefined }): boolean {
  const { standsIn, users } = of;
  if (standsIn !== null || users === undefined) return false;
  return users.more > 0 || users.uses.some((use) => use.kind !== "trigger" || use.enabled);
}

/** What a retirement does, in sentences. */
export function retireWords(of: { live: number; standsIn: StandIn | undefined; isLibrary: boolean }): string {
  const { live, standsIn, isLibrary } = of;
  const after =
    standsIn === undefined
      ? ""
      : standsIn === null
        ? " No version is live then."
        : ` The ${standsIn === "file" ? "file in the scripts folder" : "default that the host ships"} runs in its place.`;
  const others = isLibrary
    ? "Scripts that were published with it keep their version of it"
    : "Flow sessions under way finish on the version they began with";
  return `v${live} is taken away at once.${after} Versions, draft and samples stay, and a roll-back makes one live again. ${others}.`;
}

/** Whether it was refused because others use it. */
export function namesUsers(error: unknown): boolean {
  const { code, details } = faultOf(error);
  return code === "conflict" && isObject<unknown>(details) && "uses" in details;
}
