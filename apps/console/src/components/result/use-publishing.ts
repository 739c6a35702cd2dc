import { useMemo } from "react";
import { useHostReference } from "../../app/use-host-reference.ts";

/**
 * Effects of the realm's host that put a message on the bus; none until the host's reference has come.
 *
 * @param enabled whether there are effects to look at
 */
export function usePublishing(enabled: boolean): ReadonlySet<string> {
  const reference = useHostReference(enabled);
  return useMemo(
    () => new Set(reference?.functions.filter((one) => one.publishes).map(({ name }) => name)),
    [reference],
  );
}
