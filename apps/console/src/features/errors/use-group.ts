import { useQuery } from "@tanstack/react-query";
import { useRunnerEvents } from "../../app/events/index.ts";
import { useFollow } from "../../app/frame/use-follow.ts";
import { useGathered } from "../../app/frame/use-gathered.ts";
import { type Outputs, queryClient, useTRPC } from "../../app/trpc.ts";

export type Group = Outputs["errors"]["get"];

/** The longest that a timer waits at once. */
const mostMs = 2_147_483_647;

/** A group that stays true while it is looked at: after acts of others, occurrences, roll-backs, and when its mute ends. */
export function useGroup(id: `erg_${string}`) {
  const trpc = useTRPC();
  const query = useQuery({
    ...trpc.errors.get.queryOptions({ id }),
    refetchInterval: ({ state }) => msToMuteEnd(state.data, Date.now()),
  });
  const refresh = useGathered(() => {
    void queryClient.invalidateQueries(trpc.errors.get.queryFilter({ id }));
    void queryClient.invalidateQueries(trpc.errors.activity.queryFilter({ id }));
  });
  useFollow(
    ["execution"],
    // By script: the event is told before anybody knows the error's group.
    ({ execution }) => execution.status === "error" && execution.scriptId === query.data?.scriptId,
    refresh,
  );
  useRunnerEvents(["errors"], ({ ids }) => {
    if (ids.includes(id)) refresh();
  });
  useRunnerEvents(["published"], ({ event }) => {
    if (event.scriptId === query.data?.scriptId) refresh();
  });
  return query;
}

function msToMuteEnd(group: Pick<Group, "status" | "mutedUntil"> | undefined, now: number): number | false {
  if (group?.status !== "muted" || group.mutedUntil === null) return false;
  return Math.min(mostMs, Math.max(1_000, group.mutedUntil - now + 50));
}
