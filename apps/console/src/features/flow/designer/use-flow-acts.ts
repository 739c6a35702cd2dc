import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { Command } from "../../../app/commands/offers.ts";
import { faultOf } from "../../../app/fault.ts";
import { type Outputs, queryClient, trpcClient, useTRPC } from "../../../app/trpc.ts";
import { confirm } from "../../../components/confirm.tsx";
import { plural } from "../../../components/format.ts";
import { tellRemoved } from "./removed-toast.tsx";
import type { Designing } from "./use-designing.ts";

/** What can be done to a flow as a whole, beside drawing it. */
export function useFlowActs(realm: string, flow: Outputs["flows"]["get"], designing: Designing) {
  const trpc = useTRPC();
  const navigate = useNavigate();
  const refresh = () => queryClient.invalidateQueries(trpc.flows.pathFilter());
  const at = { realm, flow: flow.name };
  const onError = (error: unknown) =>
    notifications.show({ color: "red", title: "It was not done", message: faultOf(error).message });
  const rename = useMutation(trpc.flows.rename.mutationOptions({ onSuccess: refresh, onError }));
  const restore = useMutation(trpc.flows.restore.mutationOptions({ onSuccess: refresh, onError }));
  const remove = useMutation(
    trpc.flows.remove.mutationOptions({
      onError,
      async onSuccess() {
        await navigate({ to: "/r/$realm/flows", params: { realm }, search: {} });
        await refresh();
        tellRemoved(flow.title, () => restore.mutate({ realm, flowId: flow.id }));
      },
    }),
  );

  function askLayout(): void {
    const moved = designing.graph.nodes.filter((node) => node.position).length;
    if (moved === 0) designing.move(null);
    else
      confirm({
        title: "Lay the graph out automatically?",
        text: `The places of ${moved === 1 ? "one node that was" : `${moved} nodes that were`} moved by hand are forgotten, for everybody.`,
        action: "Lay out automatically",
        onConfirm: () => designing.move(null),
      });
  }

  async function askRemove(): Promise<void> {
    const { walks, scripts } = await trpcClient.flows.removal.query(at);
    confirm({
      title: `Delete ${flow.title}?`,
      text: `Nobody can start it any more: not over the API, not by its page. ${walks === 0 ? "No walk is under way" : `${plural(walks, "walk")} under way ${walks === 1 ? "ends as it" : "end as they"} began`}. Its ${plural(scripts, "script")} and ${scripts === 1 ? "its" : "their"} records stay in the module ${flow.name}. It can be taken back for seven days.`,
      action: `Delete ${flow.title}`,
      danger: true,
      onConfirm: () => remove.mutate(at),
    });
  }

  const commands: Command[] = [
    { id: "layout", label: "Lay out automatically…", run: askLayout },
    {
      id: "copy",
      label: "Make a copy…",
      run: () =>
        void navigate({ to: "/r/$realm/flows", params: { realm }, search: { new: true, copy: flow.name } }),
    },
    { id: "title", label: "Rename the flow…", run: () => designing.ask({ kind: "title" }) },
    { id: "remove", label: "Delete the flow…", run: () => void askRemove().catch(onError) },
  ];
  return {
    commands,
    rename: (title: string): void => {
      designing.ask(null);
      rename.mutate({ ...at, title });
    },
  };
}
