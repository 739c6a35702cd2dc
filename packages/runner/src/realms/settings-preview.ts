import type { Realm } from "@scriptyard/model";
import type { Actor } from "../actor.ts";
import { payerOf } from "../engine/payer.ts";
import type { HostRegistry } from "../texts/catalog/host-registry.ts";

export type SettingsAsked = Pick<Realm, "settingsSchema" | "settings">;

export type SettingsPreview = {
  /** What is wrong with the schema (`settingsSchema…`), or of the settings by it (`settings…`). */
  issues: { path: string; message: string }[];
  /** What scripts would see as the type of `context.realm.settings`, as TypeScript; null while the schema is none. */
  type: string | null;
};

/**
 * What a schema would make of settings; nothing is stored.
 *
 * @throws Fault `rate_limited` and `busy`, as `SettingsReader.read`
 */
export async function previewSettings(
  { hosts }: { hosts: HostRegistry },
  realm: Realm,
  { settingsSchema: schema, settings }: SettingsAsked,
  actor: Actor,
): Promise<SettingsPreview> {
  const { settingsType, settingsPlace } = hosts.byId(realm.hostId);
  // Where the host has no such type, scripts see any settings as JSON.
  const place = settingsPlace ?? { typeName: settingsType, readonly: true, taken: [] };
  const { issues, types } = await hosts.settings.read(
    { schema, settings, place },
    payerOf(realm, actor),
    actor.gone,
  );
  if (types === null) return { issues, type: null };
  const own = `${types.doc}type ${place.typeName} = ${types.type};\n`;
  return { issues, type: types.others === "" ? own : `${own}\n${types.others}` };
}
