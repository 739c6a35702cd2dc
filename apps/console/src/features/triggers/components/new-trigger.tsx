import type { TriggerKind } from "@scriptyard/model";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useRealm } from "../../../app/realm.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { ErrorState } from "../../../components/error-state.tsx";
import { SidePanel } from "../../../components/side-panel.tsx";
import { RowSkeletons } from "../../../components/skeletons.tsx";
import { kindLooks, kindNames } from "../kinds.ts";
import styles from "../triggers.module.css";
import { EndpointSecret } from "./endpoint-secret.tsx";
import { TriggerForm } from "./trigger-form.tsx";

/** Makes a trigger: its kind first, then the form of that kind. */
export function NewTrigger(props: {
  kind: TriggerKind;
  onKind: (kind: TriggerKind) => void;
  onMade: (id: string) => void;
  onClose: () => void;
}) {
  const realm = useRealm();
  const trpc = useTRPC();
  const kinds = useQuery({ ...trpc.triggers.kinds.queryOptions({ realm }), staleTime: 60_000 });
  const [made, setMade] = useState<{ id: string; secret: string } | null>(null);
  const create = useMutation(trpc.triggers.create.mutationOptions());
  const kind = kinds.data?.find((one) => one.kind === props.kind);
  return (
    <SidePanel label="New trigger" width={600} onClose={props.onClose} title={<h2>New trigger</h2>}>
      {made ? (
        <EndpointSecret secret={made.secret} onDone={() => props.onMade(made.id)} />
      ) : (
        <>
          <div className={styles.section}>
            <fieldset className={styles.kinds} style={{ border: 0, margin: 0, padding: 0 }}>
              <legend className="hidden-text">Kind</legend>
              {kindNames.map((name) => {
                const { Icon, word } = kindLooks[name];
                const known = kinds.data?.find((one) => one.kind === name);
                return (
                  <button
                    key={name}
                    type="button"
                    className={styles.kind}
                    aria-pressed={name === props.kind}
                    disabled={known?.available === false}
                    onClick={() => props.onKind(name)}
                  >
                    <Icon size={16} aria-hidden="true" />
                    {word}
                  </button>
                );
              })}
            </fieldset>
            {kind ? (
              <p className="soft" style={{ marginTop: 12 }}>
                {kind.available
                  ? kind.description
                  : `The host of this realm does not define the hook ${kind.hook}.`}
              </p>
            ) : null}
          </div>
          {kind ? (
            <TriggerForm
              key={kind.kind}
              formKey={`${realm}/new/${kind.kind}`}
              kind={props.kind}
              hook={kind.hook}
              schema={kind.configSchema}
              values={null}
              submitLabel="Create trigger"
              disabled={!kind.available}
              pending={create.isPending}
              // What was said of another kind is not about these fields.
              error={create.variables?.kind === kind.kind ? create.error : null}
              onSubmit={(values, done) =>
                create.mutate(
                  { realm, kind: kind.kind, ...values },
                  {
                    onSuccess({ trigger, secret }) {
                      done();
                      void queryClient.invalidateQueries(trpc.triggers.list.queryFilter({ realm }));
                      if (secret === null) props.onMade(trigger.id);
                      else setMade({ id: trigger.id, secret });
                    },
                  },
                )
              }
            />
          ) : kinds.isError ? (
            <ErrorState error={kinds.error} onRetry={() => void kinds.refetch()} />
          ) : (
            <RowSkeletons rows={6} />
          )}
        </>
      )}
    </SidePanel>
  );
}
