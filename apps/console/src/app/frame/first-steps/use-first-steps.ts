import { useLocalStorage } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useMe } from "../../me.ts";
import { type Outputs, useTRPC } from "../../trpc.ts";
import { useFollow } from "../use-follow.ts";

export type FirstSteps = NonNullable<Outputs["overview"]["firstSteps"]>;

/** `gone`: this person needs them no more; they are not asked for again. */
type View = "open" | "folded" | "gone";

/** What to begin with in a realm, as far as this person wants to see it; null where there is nothing. */
export function useFirstSteps(realm: string) {
  const me = useMe();
  const [view, show] = useLocalStorage<View>({
    key: `scriptyard-first-steps ${me?.id ?? "nobody"} ${realm}`,
    defaultValue: "open",
    getInitialValueInEffect: false,
  });
  const query = useQuery({
    ...useTRPC().overview.firstSteps.queryOptions({ realm }, { staleTime: 30_000 }),
    enabled: me !== null && view !== "gone",
  });
  const steps = query.data ?? null;
  const isLeft = steps !== null && Object.values(steps.done).includes(false);
  useFollow(
    ["execution", "published", "draft"],
    () => isLeft && view !== "gone",
    () => void query.refetch(),
  );
  return steps === null || view === "gone" ? null : { ...steps, view, show };
}
