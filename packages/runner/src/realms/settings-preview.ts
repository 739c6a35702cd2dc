import { type Host, validateSettings } from "@scriptyard/host-kit";
import type { Realm } from "@scriptyard/model";

export type SettingsAsked = Pick<Realm, "settingsSchema" | "settings">;

export type SettingsPreview = {
  /** What is wrong with the schema (`settingsSchema…`), or of the settings by it (`settings…`). */
  issues: { path: string; message: string }[];
  /** What scripts would see as the type of `context.realm.settings`, as TypeScript; null while the schema is none. */
  type: string | null;
};

/** What a schema would make of settings; nothing is stored. */
export function previewSettings(host: Host, { settingsSchema, settings }: SettingsAsked): SettingsPreview {
  const issues = validateSettings(settingsSchema, settings);
  if (issues.some(({ path }) => path.startsWith("settingsSchema"))) return { issues, type: null };
  return { issues, type: typeOf(host, settingsSchema) };
}

/** The declarations of the settings alone, with the types that they are made of. */
function typeOf(host: Host, settingsSchema: Realm["settingsSchema"]): string {
  const blocks = host.declarations({ settingsSchema }).text.split("\n\n");
  const begins = new RegExp(`^(?:export )?(?:declare )?(?:type|interface) ${host.settingsType}`, "m");
  return blocks.filter((block) => begins.test(block)).join("\n\n");
}
