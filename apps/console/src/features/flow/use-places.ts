import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { faultOf } from "../../app/fault.ts";
import { useRealm } from "../../app/realm.ts";
import { type Outputs, queryClient, useTRPC } from "../../app/trpc.ts";
import { confirm } from "../../components/confirm.tsx";

/** Where the nodes of a graph stand: only those that somebody moved have a place of their own. */
export function usePlaces(flow: Outputs["flows"]["get"] | undefined) {
  const realm = useRealm();
  const trpc = useTRPC();
  const store = useMutation(
    trpc.flows.save.mutationOptions({
      onSuccess(saved) {
        queryClient.setQueryData(trpc.flows.get.queryKey({ realm, flow: saved.name }), (old) =>
          old ? { ...old, ...saved } : old,
        );
      },
      onError(error) {
        notifications.show({
          color: "red",
          title: "The layout was not saved",
          message: faultOf(error).message,
        });
      },
    }),
  );

  /** `null` forgets every place: the graph lays itself out. */
  function save(moved: ReadonlyMap<string, { x: number; y: number }> | null): void {
    if (!flow) return;
    const { nodeViews: _, ...plain } = flow;
    store.mutate({
      realm,
      flow: {
        ...plain,
        nodes: plain.nodes.map(({ position: before, ...node }) => {
          const position = moved === null ? undefined : (moved.get(node.name) ?? before);
          return position ? { ...node, position } : node;
        }),
      },
    });
  }

  function askLayout(): void {
    const moved = flow?.nodes.filter((node) => node.position).length ?? 0;
    if (moved === 0) save(null);
    else
      confirm({
        title: "Lay the graph out automatically?",
        text: `The places of ${moved === 1 ? "one node that was" : `${moved} nodes that were`} moved by hand are forgotten, for everybody.`,
        action: "Lay out automatically",
        onConfirm: () => save(null),
      });
  }
  return { save, askLayout };
}
