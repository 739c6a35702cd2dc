import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { faultOf } from "../../../app/fault.ts";
import { useRealm } from "../../../app/realm.ts";
import { queryClient, trpcClient, useTRPC } from "../../../app/trpc.ts";
import type { PolicyView, RealmPolicy } from "./types.ts";

type Change = {
  /** Made of what is newest; it may be made again of what is newer. */
  make: (now: RealmPolicy) => RealmPolicy;
  /** What the change takes the place of: it is refused, not made again, when somebody else changed that meanwhile. Nothing = a line more or less. */
  of?: (policy: RealmPolicy) => unknown;
};

/** In a row; whoever loses that often is told. */
const mostTries = 4;

/**
 * Saves the whole policy of the realm at once: the newest that was read, changed. Somebody else may have changed it while a
 * question or a form was open, or just now: then the server refuses, and the same change is made of what is there now.
 */
export function useSavePolicy(onSaved?: () => void) {
  const trpc = useTRPC();
  const realm = useRealm();
  const known = trpc.policy.get.queryOptions({ realm });
  const mutation = useMutation({
    async mutationFn({ make, of = () => null }: Change): Promise<PolicyView> {
      let seen = await queryClient.ensureQueryData(known);
      for (let tries = 1; ; tries++) {
        try {
          const policy = make(seen.policy);
          return await trpcClient.policy.update.mutate({ realm, policy, basedOn: seen.revision });
        } catch (error) {
          if (faultOf(error).code !== "conflict" || tries === mostTries) throw error;
          const now = await queryClient.fetchQuery({ ...known, staleTime: 0 });
          const isOther = JSON.stringify(of(now.policy)) !== JSON.stringify(of(seen.policy));
          // A conflict of another kind stays one, however often it is asked.
          if (now.revision === seen.revision || isOther) throw error;
          seen = now;
        }
      }
    },
    onSuccess(view) {
      queryClient.setQueryData(known.queryKey, view);
      void queryClient.invalidateQueries(trpc.policy.pathFilter());
      notifications.show({ message: "Policy saved. It holds from the next run on." });
      onSaved?.();
    },
  });
  return {
    ...mutation,
    save: (make: Change["make"], of?: Change["of"]): void => mutation.mutate({ make, ...(of && { of }) }),
  };
}
