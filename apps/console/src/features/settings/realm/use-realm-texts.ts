import type { Outputs } from "../../../app/trpc.ts";
import { useKeptTexts } from "../../../app/use-kept-texts.ts";

export type Realm = Outputs["realms"]["list"][number];
type Field = "title" | "timeZone" | "hosts" | "settings";

/**
 * What stands in the realm's form, kept until it is saved, and which state of the realm it was begun on: only so can it be told
 * that somebody saved meanwhile.
 */
export function useRealmTexts(realm: Realm) {
  const now = realm.lastChange?.revision ?? 0;
  const saved = textsOf(realm);
  const { texts, change, reset } = useKeptTexts(`${realm.name}/realm`, { ...saved, base: "" });
  const base = texts.base === "" ? now : Number(texts.base);
  const dirty = (Object.keys(saved) as Field[]).some((field) => texts[field] !== saved[field]);
  return {
    texts,
    saved,
    dirty,
    /** Revision the texts were begun on. */
    base,
    movedOn: dirty && base !== now,
    edit: (field: Field, text: string): void => {
      if (texts.base === "") change("base", String(now));
      change(field, text);
    },
    /** What is typed counts as a change of the realm as it is now. */
    keepMine: () => change("base", String(now)),
    reset: (to: Realm) => reset({ ...textsOf(to), base: "" }),
  };
}

function textsOf({ title, timeZone, allowedHosts, settings }: Realm) {
  return { title, timeZone, hosts: allowedHosts.join("\n"), settings: JSON.stringify(settings, null, 2) };
}
