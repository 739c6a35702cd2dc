import { useRealm } from "../../../app/realm.ts";
import { useSharedTexts } from "../../../app/use-shared-texts.ts";
import type { LevelDraft } from "./level-words.ts";
import type { LevelView } from "./types.ts";

/** What stands in a level's form. Each part is one's own or what is saved: two admins may change two parts of a level. */
export function useLevelTexts({ name, description, limits, granted, libraries }: LevelView) {
  const saved: LevelDraft = { description, limits, granted, libraries };
  const { texts, change, ...rest } = useSharedTexts(`${useRealm()}/level/${name}`, written(saved));
  const read = (part: keyof LevelDraft): unknown => JSON.parse(texts[part] ?? "null");
  return {
    ...rest,
    draft: Object.fromEntries(Object.keys(saved).map((part) => [part, read(part as never)])) as LevelDraft,
    change: (parts: Partial<LevelDraft>): void => {
      for (const [part, text] of Object.entries(written(parts))) change(part, text);
    },
  };
}

const written = (parts: Partial<LevelDraft>): { [part: string]: string } =>
  Object.fromEntries(Object.entries(parts).map(([part, value]) => [part, JSON.stringify(value)]));
