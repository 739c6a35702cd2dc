import { useCallback, useEffect, useRef, useState } from "react";

const prefix = "scriptyard-form ";

/**
 * Texts of a form that survive a reload, a closed drawer, a refusal and a crash of the tab, until they are saved or
 * discarded. Never for passwords.
 *
 * @param key names the form, e.g. `acme/new/http`
 * @param initial what it begins with; what differs from it is `kept`
 */
export function useKeptTexts<Texts extends { [field: string]: string }>(key: string, initial: Texts) {
  const place = `${prefix}${key}`;
  // Only what was typed: what nobody touched here is what is saved, also when that changes under the form.
  const [typed, setTyped] = useState<Partial<Texts>>(() => (read(place) ?? {}) as Partial<Texts>);
  const texts: Texts = { ...initial, ...typed };
  const latest = useRef(initial);
  latest.current = initial;
  const change = useCallback(
    (field: keyof Texts & string, text: string) =>
      setTyped((now) => {
        const next = changed({ ...now, [field]: text }, latest.current);
        write(place, next);
        return next as Partial<Texts>;
      }),
    [place],
  );
  const reset = useCallback(
    (to: Texts) => {
      write(place, {});
      setTyped(changed(to, latest.current) as Partial<Texts>);
    },
    [place],
  );
  const kept = Object.keys(changed(texts, initial)).length > 0;
  // What is saved is typed no more: it follows when somebody changes it again.
  const isSaved = Object.keys(typed).some((field) => typed[field] === initial[field]);
  useEffect(() => {
    if (!isSaved) return;
    setTyped((now) => {
      const next = changed(now, latest.current);
      write(place, next);
      return next as Partial<Texts>;
    });
  }, [isSaved, place]);
  return { texts, change, reset, kept };
}

function changed(texts: object, initial: { [field: string]: string }): { [field: string]: string } {
  return Object.fromEntries(Object.entries(texts).filter(([field, text]) => text !== initial[field]));
}

/** When somebody signs out: what they typed is not for who comes next. */
export function forgetKeptTexts(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key);
  } catch {
    // Nothing was kept then.
  }
}

function read(place: string): { [field: string]: string } | null {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(place) ?? "null");
    if (typeof value !== "object" || value === null) return null;
    return Object.fromEntries(
      Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    );
  } catch {
    return null;
  }
}

function write(place: string, texts: object): void {
  try {
    if (Object.keys(texts).length === 0) sessionStorage.removeItem(place);
    else sessionStorage.setItem(place, JSON.stringify(texts));
  } catch {
    // No storage (private mode, full): the texts live as long as the page.
  }
}
