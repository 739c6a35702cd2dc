import { Fault } from "@scriptyard/model";
import { specifierOf } from "../../engine/runnable.ts";
import { createTurnTaker } from "../../turns.ts";
import { inOrder, readSamples } from "./export.ts";
import { compareWith } from "./import.ts";
import type { MovingPorts } from "./ports.ts";
import { keyOf } from "./selection.ts";
import type { ImportInput, MoveDifference } from "./types.ts";

/** The texts of one row of a plan, as they are here and in the archive. @throws Fault `not_found` */
export async function importDifference(
  ports: MovingPorts,
  { realm: name, archive, key }: Pick<ImportInput, "realm" | "archive"> & { key: string },
): Promise<MoveDifference[]> {
  const { compared } = await compareWith(ports, name, archive, { only: [key] });
  const { realm, settings, policy } = compared;
  const [script] = compared.scripts;
  if (script !== undefined && script.row.key === key) {
    const { moved, here } = script;
    const { language } = moved;
    const facts = ({
      description,
      limits,
      securityLevel,
    }: typeof moved | NonNullable<typeof here>["script"]) => ({
      description,
      limits,
      securityLevel,
    });
    const samples = here && (await readSamples(ports, here.script, createTurnTaker()));
    const all: MoveDifference[] = [
      { title: "Draft", language, here: here?.draft.source ?? null, there: moved.draft },
      {
        title: "Live",
        language,
        here: here?.live?.source ?? null,
        there: moved.live ?? here?.live?.source ?? "",
      },
      json("Samples", samples && samples.length > 0 ? samples : null, inOrder(moved.samples)),
      json("Settings", here && facts(here.script), facts(moved)),
    ];
    return all.filter((one) => one.here !== one.there && (one.here !== null || !isEmpty(one.there)));
  }
  const [flow] = compared.flows;
  if (flow?.row.key === key) {
    const { moved, here } = flow;
    return [json("Flow", here && pick(here, moved), moved)];
  }
  const [trigger] = compared.triggers;
  if (trigger?.row.key === key) {
    const { moved, here } = trigger;
    const script = here && (await ports.store.scripts.byId(here.scriptId));
    const own = here && { ...here, script: script && specifierOf(script) };
    return [json("Trigger", own && pick(own, moved), moved)];
  }
  if (settings !== null && key === keyOf.settings)
    return [json("Settings", pick(realm, settings.moved), settings.moved)];
  if (policy !== null && key === keyOf.policy) return [json("Policy", realm.policy ?? null, policy.moved)];
  throw new Fault("not_found", `key: the archive has nothing that is called "${key.slice(0, 120)}".`);
}

function json(title: string, here: unknown, there: unknown): MoveDifference {
  return { title, language: "json", here: here === null ? null : text(here), there: text(there) };
}

const text = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
const isEmpty = (there: string): boolean => there === "" || there === "[]\n";

/** The members that the other one has, in its order. */
function pick<Other extends object>(from: { [name in keyof Other]: unknown }, like: Other): object {
  return Object.fromEntries(Object.keys(like).map((name) => [name, from[name as keyof Other]]));
}
