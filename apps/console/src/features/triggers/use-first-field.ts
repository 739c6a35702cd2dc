import { useEffect, useRef } from "react";

/**
 * The first field of a form that comes after its panel did: it gets the focus that the panel itself has until then, and takes
 * none from where somebody has gone since.
 */
export function useFirstField(wanted: boolean) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const panel = field.current?.closest("section[tabindex]");
    if (wanted && panel && panel === document.activeElement) field.current?.focus({ preventScroll: true });
  }, [wanted]);
  return field;
}
