import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useOffer } from "../../../app/commands/offers.ts";
import { faultOf } from "../../../app/fault.ts";
import { useRealm } from "../../../app/realm.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { confirm } from "../../../components/confirm.tsx";
import { FormProblem } from "../../../components/form-problem.tsx";
import { countOf } from "../../../components/format.ts";
import { askUsedBy } from "../../../components/used-by/use-used-by.ts";
import { usedByWords } from "../../../components/used-by/used-by-words.ts";
import styles from "../triggers.module.css";
import type { TriggerRow } from "./trigger-list.tsx";

/** A page of dead letters; more are counted as "or more". */
const counted = 100;

/** What ends something of a trigger: its secret, or itself. Asked first, with what goes and what stays where. */
export function TriggerEnd(props: {
  trigger: TriggerRow;
  onSecret: (secret: string | null) => void;
  onRemoved: () => void;
}) {
  const { trigger, onSecret, onRemoved } = props;
  const { id, name } = trigger;
  const realm = useRealm();
  const trpc = useTRPC();
  const letters = useQuery({
    ...trpc.triggers.deadLetters.queryOptions({ realm, triggerId: id, limit: counted }),
    enabled: trigger.kind === "bus",
  });
  const renew = useMutation(
    trpc.triggers.renewSecret.mutationOptions({ onSuccess: ({ secret }) => onSecret(secret) }),
  );
  const remove = useMutation(
    trpc.triggers.remove.mutationOptions({
      onSuccess() {
        onRemoved();
        void queryClient.invalidateQueries(trpc.triggers.pathFilter());
      },
    }),
  );
  const askSecret = () =>
    confirm({
      title: `Make a new secret for ${name}?`,
      text: "Callers that sign with the present secret are refused from then on, until they have the new one.",
      action: "Make a new secret",
      danger: true,
      onConfirm: () => renew.mutate({ id }),
    });
  const askRemove = async () => {
    const users = usedByWords(await askUsedBy(trpc, realm, { kind: "trigger", id }));
    confirm({
      title: `Remove the trigger ${name}?`,
      text: [removalWords(trigger, letters.data), users].filter(Boolean).join(" "),
      action: `Remove ${name}`,
      danger: true,
      onConfirm: () => remove.mutate({ id }),
    });
  };
  useOffer(`Trigger ${name}`, [
    ...(trigger.hasSecret ? [{ id: "secret", label: "New secret…", run: askSecret }] : []),
    { id: "remove", label: "Remove…", run: () => void askRemove() },
  ]);
  return (
    <div className={styles.section}>
      {renew.isError ? <FormProblem>{faultOf(renew.error).message}</FormProblem> : null}
      {remove.isError ? <FormProblem>{faultOf(remove.error).message}</FormProblem> : null}
      <div className={styles.buttons} style={{ marginTop: 0 }}>
        {trigger.hasSecret ? (
          <Button variant="default" loading={renew.isPending} onClick={askSecret}>
            New secret…
          </Button>
        ) : null}
        <Button variant="default" loading={remove.isPending} onClick={() => void askRemove()}>
          Remove…
        </Button>
      </div>
    </div>
  );
}

function removalWords(
  { summary, script, waiting }: TriggerRow,
  letters: { items: readonly unknown[]; next: string | null } | undefined,
): string {
  const left = letters?.items.length ?? 0;
  const more = letters?.next ? " or more" : "";
  return [
    `Nothing starts ${script.module}/${script.name} on ${summary} any more. The script and its executions stay.`,
    waiting ? `${countOf(waiting, "message")} in line become dead letters.` : "",
    left + (waiting ?? 0) > 0
      ? `${left > 0 ? `Its ${countOf(left, "dead letter")}${more}` : "They"} stay: they are under Triggers → Dead letters.`
      : "",
  ]
    .filter(Boolean)
    .join(" ");
}
