import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useRealm } from "../../../app/realm.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { ErrorState } from "../../../components/error-state.tsx";
import { RowSkeletons } from "../../../components/skeletons.tsx";
import { EndpointSecret } from "./endpoint-secret.tsx";
import { TriggerEnd } from "./trigger-end.tsx";
import { TriggerForm } from "./trigger-form.tsx";
import type { TriggerRow } from "./trigger-list.tsx";

/** The form of a trigger that is there, and what ends it; a new secret stands in their place, once. */
export function TriggerSettings(props: { trigger: TriggerRow; canEdit: boolean; onRemoved: () => void }) {
  const { trigger, canEdit } = props;
  const realm = useRealm();
  const trpc = useTRPC();
  const kinds = useQuery({ ...trpc.triggers.kinds.queryOptions({ realm }), staleTime: 60_000 });
  const [secret, setSecret] = useState<string | null>(null);
  const refresh = () => queryClient.invalidateQueries(trpc.triggers.pathFilter());
  const update = useMutation(trpc.triggers.update.mutationOptions());
  const kind = kinds.data?.find((one) => one.kind === trigger.kind);
  if (secret !== null) return <EndpointSecret secret={secret} onDone={() => setSecret(null)} />;
  if (kinds.isError && !kind) return <ErrorState error={kinds.error} onRetry={() => void kinds.refetch()} />;
  if (!kind) return <RowSkeletons rows={6} />;
  return (
    <>
      <TriggerForm
        formKey={`${realm}/${trigger.id}`}
        kind={trigger.kind}
        hook={kind.hook}
        schema={kind.configSchema}
        values={{ ...trigger, script: `${trigger.script.module}/${trigger.script.name}` }}
        submitLabel="Save"
        disabled={!canEdit}
        pending={update.isPending}
        error={update.error}
        onSubmit={(values, done) =>
          update.mutate(
            // What nobody touched here is what was read of it.
            { id: trigger.id, ...values, basedOn: trigger.revision },
            {
              onSuccess(saved) {
                done();
                // What was typed is what is saved from here on, also before the list has been asked again.
                queryClient.setQueryData(trpc.triggers.list.queryKey({ realm }), (rows) =>
                  rows?.map((row) => (row.id === trigger.id ? { ...row, ...saved.trigger } : row)),
                );
                if (saved.secret !== null) setSecret(saved.secret);
              },
              // Refused because somebody was faster: the list knows what they saved.
              onSettled: () => void refresh(),
            },
          )
        }
      />
      {canEdit ? <TriggerEnd trigger={trigger} onSecret={setSecret} onRemoved={props.onRemoved} /> : null}
    </>
  );
}
