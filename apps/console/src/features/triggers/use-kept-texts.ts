import { useCallback, useState } from "react";

/**
 * Texts of a form that survive a reload, a closed drawer and a crash of the tab, until they are saved or discarded.
 *
 * @param key names the form, e.g. `acme/new/http`
 */
export function useKeptTexts<Texts extends { [field: string]: string }>(key: string, initial: Texts) {
  const place = `scriptyard-trigger-form ${key}`;
  const [texts, setTexts] = useState<Texts>(() => ({ ...initial, ...read(place) }));
  const [kept, setKept] = useState(() => read(place) !== null);
  const change = useCallback(
    (field: keyof Texts & string, text: string) => {
      setKept(true);
      setTexts((now) => {
        const next = { ...now, [field]: text };
        write(place, next);
        return next;
      });
    },
    [place],
  );
  const reset = useCallback(
    (to: Texts) => {
      write(place, null);
      setKept(false);
      setTexts(to);
    },
    [place],
  );
  return { texts, change, reset, kept };
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

function write(place: string, texts: object | null): void {
  try {
    if (texts === null) sessionStorage.removeItem(place);
    else sessionStorage.setItem(place, JSON.stringify(texts));
  } catch {
    // No storage (private mode, full): the texts live as long as the page.
  }
}
