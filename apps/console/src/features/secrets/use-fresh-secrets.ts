import { useRunnerEvents } from "../../app/events/index.ts";
import { useGathered } from "../../app/frame/use-gathered.ts";
import { queryClient, useTRPC } from "../../app/trpc.ts";

/** Keeps true which scripts name a secret, and which names nobody has set: both are read from what is live. */
export function useFreshSecrets(): void {
  const trpc = useTRPC();
  const refresh = useGathered(() => void queryClient.invalidateQueries(trpc.secrets.pathFilter()));
  useRunnerEvents(["published", "script_removed"], refresh);
}
