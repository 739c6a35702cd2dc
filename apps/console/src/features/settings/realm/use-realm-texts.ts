import type { Outputs } from "../../../app/trpc.ts";
import { useKeptTexts } from "../../../app/use-kept-texts.ts";

export type Realm = Outputs["realms"]["list"][number];
type Texts = { [field: string]: string };

/** What stands in the realm's form. */
export const useRealmTexts = (realm: Realm) => useTexts("realm", realm, textsOf);

/** What stands in the form of the schema, which is saved with the settings that fit it. */
export const useSchemaTexts = (realm: Realm) => useTexts("schema", realm, schemaTextsOf);

/**
 * Texts of a realm, kept until they are saved, and which state of the realm they were begun on: only so can it be told that
 * somebody saved meanwhile.
 *
 * @param form names the form among those of the realm
 */
function useTexts<T extends Texts>(form: string, realm: Realm, read: (realm: Realm) => T) {
  const now = realm.lastChange?.revision ?? 0;
  const saved = read(realm);
  const { texts, change, reset } = useKeptTexts<T & { base: string }>(`${realm.name}/${form}`, {
    ...saved,
    base: "",
  });
  const dirty = Object.keys(saved).some((field) => texts[field] !== saved[field]);
  const base = dirty && texts.base !== "" ? Number(texts.base) : now;
  return {
    texts,
    saved,
    dirty,
    /** Revision the texts were begun on. */
    base,
    movedOn: base !== now,
    edit: (field: keyof T & string, text: string): void => {
      if (!dirty) change("base", String(now));
      change(field, text);
    },
    /** What is typed counts as a change of the realm as it is now. */
    keepMine: () => change("base", String(now)),
    reset: (to: Realm) => reset({ ...read(to), base: "" }),
  };
}

function textsOf({ title, timeZone, allowedHosts, settings }: Realm) {
  return { title, timeZone, hosts: allowedHosts.join("\n"), settings: JSON.stringify(settings, null, 2) };
}

function schemaTextsOf({ settingsSchema, settings }: Realm) {
  return { schema: JSON.stringify(settingsSchema, null, 2), settings: JSON.stringify(settings, null, 2) };
}
