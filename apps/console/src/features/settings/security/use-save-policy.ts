import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useRealm } from "../../../app/realm.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import type { RealmPolicy } from "./types.ts";

/**
 * Saves the whole policy of the realm at once: the newest that was read, changed. Somebody else may have changed it while a
 * question or a form was open.
 */
export function useSavePolicy(onSaved?: () => void) {
  const trpc = useTRPC();
  const realm = useRealm();
  const mutation = useMutation(
    trpc.policy.update.mutationOptions({
      onSuccess(view) {
        queryClient.setQueryData(trpc.policy.get.queryKey({ realm }), view);
        void queryClient.invalidateQueries(trpc.policy.pathFilter());
        notifications.show({ message: "Policy saved. It holds from the next run on." });
        onSaved?.();
      },
    }),
  );
  return {
    ...mutation,
    save(change: (now: RealmPolicy) => RealmPolicy): void {
      const now = queryClient.getQueryData(trpc.policy.get.queryKey({ realm }));
      if (now) mutation.mutate({ realm, policy: change(now.policy) });
    },
  };
}
