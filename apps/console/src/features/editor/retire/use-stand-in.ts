import { useQuery } from "@tanstack/react-query";
import { useRealm } from "../../../app/realm.ts";
import { useTRPC } from "../../../app/trpc.ts";
import { type StandIn, standInOf } from "./retire-words.ts";

/** What runs under the name of a script where no version of it does; undefined while it is not known. */
export function useStandIn({ module, name }: { module: string; name: string }): StandIn | undefined {
  const realm = useRealm();
  const { data } = useQuery(useTRPC().registry.script.queryOptions({ realm, module, name }));
  return data && standInOf(data.layers);
}
