import { Fault, type Realm, type Trigger } from "@scriptyard/model";
import type { Actor } from "../../actor.ts";
import { payerOf } from "../../engine/payer.ts";
import type { HostRegistry } from "../../texts/catalog/host-registry.ts";
import { type AnyKind, endSentence } from "./kind.ts";

/** Gives a configuration that has been judged, or throws what was found. */
export type ConfigToSave = () => Trigger["config"];

/** Judged before anything waits in a line that is everybody's: the schemas in it may take a while. */
export async function judgedConfig(...asked: Parameters<typeof configToSave>): Promise<ConfigToSave> {
  try {
    const config = await configToSave(...asked);
    return () => config;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

/** More findings than anybody mends at once. */
const mostFindings = 5;

/**
 * A configuration that somebody wants to save, judged with the schemas they typed in it.
 *
 * @throws Fault `bad_request` naming the field; `rate_limited` and `busy`, as `SettingsReader.read`
 */
export async function configToSave(
  ports: { hosts: HostRegistry; clock: () => number },
  kind: AnyKind,
  config: unknown,
  { realm, actor }: { realm: Realm; actor: Actor },
): Promise<Trigger["config"]> {
  const parsed = kind.parse(config, { now: ports.clock(), realm });
  for (const [field, schema] of Object.entries(kind.schemas(parsed))) {
    const asked = { schema, place: null };
    const { issues: found } = await ports.hosts.settings.read(asked, payerOf(realm, actor), actor.gone);
    if (found.length === 0) continue;
    const issues = found.slice(0, mostFindings).map((issue) => {
      const at = issue.path.replace(/^settingsSchema#?/, "");
      return { path: `config.${field}`, message: at === "" ? issue.message : `${at}: ${issue.message}` };
    });
    const lines = issues.map(({ path, message }) => `${path}: ${message}`);
    throw new Fault("bad_request", endSentence(lines.join("; ")), { details: { issues } });
  }
  return parsed;
}
