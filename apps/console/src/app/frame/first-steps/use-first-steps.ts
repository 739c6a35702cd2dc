import { useLocalStorage } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { useMe } from "../../me.ts";
import { type Outputs, useTRPC } from "../../trpc.ts";
import { useFollow } from "../use-follow.ts";

type Answer = NonNullable<Outputs["overview"]["firstSteps"]>;
export type FirstSteps = Pick<Answer, "example"> & { done: { opened: boolean } & Answer["done"] };

/** `gone`: this person needs them no more; they are not asked for again. */
type Kept = { view: "open" | "folded" | "gone"; opened: boolean };

/** What to begin with in a realm, as far as this person wants to see it; null where there is nothing. */
export function useFirstSteps(realm: string) {
  const me = useMe();
  const [kept, keep] = useLocalStorage<Kept>({
    key: `scriptyard-first-steps ${me?.id ?? "nobody"} ${realm}`,
    defaultValue: { view: "open", opened: false },
    getInitialValueInEffect: false,
  });
  const query = useQuery({
    ...useTRPC().overview.firstSteps.queryOptions({ realm }, { staleTime: 30_000 }),
    enabled: me !== null && kept.view !== "gone",
  });
  const answer = query.data ?? null;
  useFollow(
    ["execution", "published"],
    (event) => {
      if (event.type === "published" && event.event.kind === "retire") return false;
      const step = event.type === "published" ? "published" : ticks[event.execution.trigger];
      return answer !== null && kept.view !== "gone" && step !== undefined && !answer.done[step];
    },
    () => void query.refetch(),
  );
  // What somebody looks at leaves no trace on the server: this is known where they looked.
  const { module, name } = useParams({ strict: false });
  const isThere = answer !== null && module === answer.example.module && name === answer.example.name;
  useEffect(() => {
    if (isThere) keep((before) => (before.opened ? before : { ...before, opened: true }));
  }, [isThere, keep]);
  if (answer === null || kept.view === "gone") return null;
  const opened = kept.opened || isThere || Object.values(answer.done).includes(true);
  return {
    example: answer.example,
    done: { opened, ...answer.done },
    view: kept.view,
    show: (view: Kept["view"]) => keep((before) => ({ ...before, view })),
  };
}

/** The step that an execution ticks, by what started it. A busy product has many a second of other kinds. */
const ticks: { readonly [trigger: string]: keyof Answer["done"] | undefined } = {
  preview: "previewed",
  http: "called",
  replay: "replayed",
};
