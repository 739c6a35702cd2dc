import { useKeptTexts } from "../../app/use-kept-texts.ts";
import type { Field } from "./config-form.ts";
import { type TriggerValues, textsOfTrigger } from "./trigger-texts.ts";

/** What a field said when somebody began to type in it; no field of a form is called so. */
const was = (field: string): string => `.was ${field}`;

/**
 * What stands in a trigger's form, kept until it is saved. What nobody touched here is what is saved, also when others save
 * meanwhile; a field that both changed is asked about.
 *
 * @param values null = a new trigger, which nobody else changes
 */
export function useTriggerTexts(key: string, fields: readonly Field[], values: TriggerValues | null) {
  const initial = textsOfTrigger(fields, values);
  const { texts, change, reset } = useKeptTexts(key, initial);
  const typed = Object.keys(initial).filter((field) => texts[field] !== initial[field]);
  const both = typed.filter((field) => (texts[was(field)] ?? initial[field]) !== initial[field]);
  return {
    texts,
    kept: typed.length > 0,
    /** Somebody saved another text where one is typed here. */
    movedOn: both.length > 0,
    change: (field: string, text: string): void => {
      if (!typed.includes(field)) change(was(field), initial[field] ?? "");
      change(field, text);
    },
    /** What is typed counts as a change of what is saved now. */
    keepMine: (): void => {
      for (const field of both) change(was(field), initial[field] ?? "");
    },
    discard: () => reset(initial),
  };
}
