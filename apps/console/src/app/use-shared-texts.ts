import { useKeptTexts } from "./use-kept-texts.ts";

/** What a field said when somebody began to type in it; no field of a form is called so. */
const was = (field: string): string => `.was ${field}`;

/**
 * Texts of a form about something that others change too, kept until they are saved. What nobody touched here is what is
 * saved, also when others save meanwhile; a field that both changed is asked about.
 *
 * @param key names the form, e.g. `acme/level/safe`
 * @param initial what is saved now
 * @example const { texts, change, movedOn, keepMine, discard } = useSharedTexts(`${realm}/level/safe`, { description });
 * // movedOn ? <ChangedElsewhere what="the level" onKeepMine={keepMine} onTakeTheirs={discard} /> : null
 */
export function useSharedTexts(key: string, initial: { [field: string]: string }) {
  const { texts, change, reset } = useKeptTexts(key, initial);
  const typed = Object.keys(initial).filter((field) => texts[field] !== initial[field]);
  const both = typed.filter((field) => (texts[was(field)] ?? initial[field]) !== initial[field]);
  return {
    texts,
    kept: typed.length > 0,
    typed,
    /** Fields in which one text is typed here, and another one was saved by somebody else. */
    both,
    /** What a field said when somebody began to type in it. */
    seen: (field: string): string => texts[was(field)] ?? initial[field] ?? "",
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
