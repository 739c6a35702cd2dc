import { useQuery } from "@tanstack/react-query";
import { type Outputs, useTRPC } from "../trpc.ts";

/** A published script that does not fit its host any more. */
export type Misfit = Outputs["host"]["fit"]["misfits"][number];

/** Those of a realm, by name; none until that is known. Events keep it true. */
export function useMisfits(realm: string): readonly Misfit[] {
  return useQuery(useTRPC().host.fit.queryOptions({ realm }, { staleTime: 60_000 })).data?.misfits ?? none;
}

/** The one of that name; undefined where it fits. */
export function useMisfit(
  realm: string,
  script: { module: string | null; name: string | null },
): Misfit | undefined {
  return useMisfits(realm).find(({ module, name }) => module === script.module && name === script.name);
}

const none: Misfit[] = [];
