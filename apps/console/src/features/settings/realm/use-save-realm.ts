import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useMe } from "../../../app/me.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import type { Realm } from "./use-realm-texts.ts";

/** Saves the realm; what is saved is in every list at once, under one's own name. */
export function useSaveRealm(realm: Realm, onSaved: (saved: Realm) => void) {
  const trpc = useTRPC();
  const myName = useMe()?.name ?? null;
  return useMutation(
    trpc.realms.update.mutationOptions({
      onSuccess(changed) {
        const mine = { ...realm, ...changed, changedByName: myName };
        queryClient.setQueryData(trpc.realms.list.queryKey(), (all) =>
          all?.map((one) => (one.name === mine.name ? mine : one)),
        );
        onSaved(mine);
        notifications.show({
          message: `Realm ${changed.name} saved. Scripts see the new values from their next run.`,
        });
        void queryClient.invalidateQueries(trpc.host.pathFilter());
      },
      // Refused because somebody was faster: the list knows who.
      onSettled: () => queryClient.invalidateQueries(trpc.realms.list.queryFilter()),
    }),
  );
}
