import {
  checkSettingsSchema,
  type Issue,
  type SettingsPlace,
  type SettingsTypes,
  settingsTypes,
  validateSettings,
} from "@scriptyard/host-kit";
import type { Json, JsonSchema } from "@scriptyard/model";

/** Plain data: it crosses to another process. */
export type SettingsQuestion = {
  schema: JsonSchema;
  /** Values that are to fit it; left out where only the schema is asked about. */
  settings?: Json;
  /** Where the types would be declared; null where nobody wants them. */
  place: SettingsPlace | null;
};

export type SettingsRead = {
  /** What is wrong with the schema (`settingsSchema…`), or with the settings by it (`settings…`). */
  issues: Issue[];
  /** Null where they are not wanted, or the schema is none. */
  types: SettingsTypes | null;
};

/** Goes through a schema that somebody sent, and what is to fit it: up to a tenth of a second, for one as large as it may be. */
export function readSettings({ schema, settings, place }: SettingsQuestion): SettingsRead {
  const ofSchema = checkSettingsSchema(schema);
  if (ofSchema.length > 0) return { issues: ofSchema, types: null };
  return {
    issues: settings === undefined ? [] : validateSettings(schema, settings),
    types: place === null ? null : settingsTypes(schema, place),
  };
}
