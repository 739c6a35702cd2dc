import { notifications } from "@mantine/notifications";
import { faultOf } from "../../../app/fault.ts";
import { useStore } from "../../../app/store.ts";
import { type Outputs, queryClient, useTRPC } from "../../../app/trpc.ts";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import { useSamples } from "../server/queries.ts";
import { callsText } from "./calls.ts";
import { runOptionsOf } from "./input-store.ts";
import type { Input } from "./use-input.ts";

export type Sample = Outputs["samples"]["list"][number];

/** The sample whose arguments stand in the input, and ways to another one or to none. */
export function useChosenSample(input: Input) {
  const { route } = useEditorScope();
  const { scriptId } = useScriptScope().draft;
  const store = runOptionsOf(scriptId);
  const { sampleId, choosing, replaying } = useStore(store);
  const listed = useSamples(scriptId);
  const samples = listed.data ?? [];
  const trpc = useTRPC();

  const choose = async (id: string | null) => {
    const wanted = samples.find((s) => s.id === id);
    if (!wanted) return;
    store.set({ choosing: wanted.id });
    // Another one may be chosen while this one is on its way.
    const stillChosen = () => store.get().choosing === wanted.id;
    try {
      const { args, calls } = await queryClient.fetchQuery(trpc.samples.get.queryOptions({ id: wanted.id }));
      if (!stillChosen()) return;
      input.fill(args);
      store.set({ sampleId: wanted.id, choosing: null, replaying: null, calls: callsText(calls) });
      route.patch({ sample: wanted.id, execution: undefined });
    } catch (error) {
      if (stillChosen()) store.set({ choosing: null });
      notifications.show({ color: "red", message: faultOf(error).message });
    }
  };

  return {
    samples,
    /** Why there are none: on their way, or not to be had just now. Null = they are all. */
    unknown: listed.data ? null : listed.error ? "Samples could not be loaded" : "Loading samples…",
    again: () => void listed.refetch(),
    chosen: choosing === null ? samples.find((sample) => sample.id === sampleId) : undefined,
    /** On its way: its arguments are being fetched. */
    choosing,
    replaying,
    choose,
    startEmpty: (): void => {
      input.fill([{}, null]);
      store.set({ sampleId: null, choosing: null, calls: "" });
      route.patch({ sample: undefined });
    },
  };
}
