import { skipToken, useQuery } from "@tanstack/react-query";
import { useRealm } from "../../app/realm.ts";
import { type Inputs, type Outputs, queryClient, useTRPC } from "../../app/trpc.ts";

export type UsedThing = Inputs["references"]["usedBy"]["thing"];
export type UsedByAnswer = Outputs["references"]["usedBy"];
export type Use = UsedByAnswer["uses"][number];

/** What depends on a thing; null asks nothing. Looked at anew when it is shown again, since any save may change it. */
export function useUsedBy(thing: UsedThing | null) {
  const realm = useRealm();
  return useQuery(
    useTRPC().references.usedBy.queryOptions(thing === null ? skipToken : { realm, thing }, {
      staleTime: 10_000,
    }),
  );
}

/** The same for a sentence before an act; null when nobody can say it just now. */
export function askUsedBy(
  trpc: ReturnType<typeof useTRPC>,
  realm: string,
  thing: UsedThing,
): Promise<UsedByAnswer | null> {
  const query = trpc.references.usedBy.queryOptions({ realm, thing }, { staleTime: 0 });
  return queryClient.fetchQuery(query).catch(() => null);
}
