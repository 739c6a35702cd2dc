import type { SettingsChange } from "@scriptyard/model";
import { useState } from "react";
import { useSharedTexts } from "../../../app/use-shared-texts.ts";
import { limitFields, shownLimit, storedLimit, wholeLimit } from "../../../components/limit-fields.ts";
import { useScriptScope } from "../editor-context.ts";
import { type SettingField, useSaveSettings } from "./use-save-settings.ts";

export type SettingsTexts = ReturnType<typeof useSettingsTexts>;
type Typed = Exclude<SettingField, "securityLevel">;

/** What is typed about the script in front, part by part: of what nobody touched here, what others save stands. */
export function useSettingsTexts() {
  const { item } = useScriptScope().detail;
  const { texts, seen, typed, both, change, keepMine, discard } = useSharedTexts(
    `${item.id}/settings`,
    Object.fromEntries([
      ["description", item.description],
      ...limitFields.map((field) => [`limits.${field.key}`, shownLimit(item.limits, field)]),
    ]),
  );
  const { save: send, pending, refusedAt, forgetRefusal } = useSaveSettings();
  const [kept] = useState(typed);
  const save = (parts: readonly Typed[], isOverTheirs = false): void => {
    if (parts.length === 0 || (!isOverTheirs && parts.some((part) => both.includes(part)))) return;
    const change = changeOf(parts, (part) => texts[part] ?? "", wholeLimit);
    send(parts[0]!, change, isOverTheirs ? undefined : changeOf(parts, seen, storedLimit));
  };
  return {
    texts,
    pending,
    /** Why a setting is not saved; nothing where it is. */
    refusedAt: (part: SettingField): string | undefined =>
      refusedAt(part) ??
      (kept.includes(part) && typed.includes(part) ? "Typed here before, and not saved." : undefined),
    save,
    /** Somebody saved another text where one is typed here. */
    movedOn: both.length > 0,
    typed: (part: Typed): boolean => typed.includes(part),
    change: (part: Typed, text: string): void => change(part, text),
    /** Saves it over theirs. */
    keepMine: (): void => {
      keepMine();
      save(both as Typed[], true);
    },
    takeTheirs: (): void => {
      discard();
      forgetRefusal();
    },
    chooseLevel: (securityLevel: string): void =>
      send("securityLevel", { securityLevel }, { securityLevel: item.securityLevel }),
  };
}

/** Those parts of the settings, as the server wants them. A limit without a number has the default. */
function changeOf(
  parts: readonly Typed[],
  textOf: (part: Typed) => string,
  limitOf: typeof storedLimit,
): SettingsChange {
  const limits = limitFields.flatMap((field) => {
    const part = `limits.${field.key}` as const;
    return parts.includes(part) ? [[field.key, limitOf(field, textOf(part))]] : [];
  });
  return {
    ...(parts.includes("description") && { description: textOf("description") }),
    ...(limits.length > 0 && { limits: Object.fromEntries(limits) }),
  };
}
