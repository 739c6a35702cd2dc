import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { faultOf } from "../../../app/fault.ts";
import { useCan } from "../../../app/me.ts";
import { useRealm } from "../../../app/realm.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { confirm } from "../../../components/confirm.tsx";
import { ErrorState } from "../../../components/error-state.tsx";
import { FormProblem } from "../../../components/form-problem.tsx";
import { JsonView } from "../../../components/json-view.tsx";
import facts from "../../../components/record.module.css";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { SidePanel } from "../../../components/side-panel.tsx";
import { RowSkeletons } from "../../../components/skeletons.tsx";
import { ownerText } from "../words.ts";
import { EditEntry } from "./edit-entry.tsx";

/** One entry: what it holds, for how long, and another value for it. */
export function EntryDrawer({ id, onClose }: { id: `sta_${string}`; onClose: () => void }) {
  const realm = useRealm();
  const trpc = useTRPC();
  const mayChange = useCan("author");
  const query = useQuery(trpc.state.get.queryOptions({ realm, id }));
  const remove = useMutation(
    trpc.state.remove.mutationOptions({
      onSuccess() {
        onClose();
        return queryClient.invalidateQueries(trpc.state.pathFilter());
      },
    }),
  );
  const entry = query.data;
  return (
    <SidePanel
      label="Entry of state"
      onClose={onClose}
      title={entry ? <h2 className="cut mono">{entry.key}</h2> : null}
      actions={
        entry && mayChange ? (
          <Button
            size="xs"
            variant="default"
            loading={remove.isPending}
            onClick={() =>
              confirm({
                title: `Delete “${entry.key}” of ${ownerText(entry)}?`,
                text: "Scripts find nothing under this key then: a counter begins anew, who was locked out is let in.",
                action: "Delete entry",
                danger: true,
                onConfirm: () => remove.mutate({ realm, id }),
              })
            }
          >
            Delete
          </Button>
        ) : null
      }
    >
      {remove.isError ? <FormProblem>{faultOf(remove.error).message}</FormProblem> : null}
      {entry ? (
        <div className={facts.section}>
          <p className="soft">
            {entry.kind === "limit" ? "A limit" : "A value"} of {ownerText(entry)}, written{" "}
            <RelativeTime at={entry.updatedAt} />.{" "}
            {entry.expiresAt === null ? (
              "It is kept until it is removed."
            ) : (
              <>
                Its time ends <RelativeTime at={entry.expiresAt} />.
              </>
            )}
          </p>
          {entry.kind === "limit" ? (
            <p className="soft">A limit cannot be edited. Deleted, it begins anew with the next call.</p>
          ) : mayChange ? (
            <EditEntry key={entry.id} entry={entry} />
          ) : (
            <JsonView value={entry.value} label="Value" />
          )}
        </div>
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <RowSkeletons rows={4} />
      )}
    </SidePanel>
  );
}
