import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { MailX } from "lucide-react";
import { faultOf } from "../../../app/fault.ts";
import { useWhyNothingRuns } from "../../../app/me.ts";
import { useRealm } from "../../../app/realm.ts";
import { queryClient, trpcClient, useTRPC } from "../../../app/trpc.ts";
import { usePages } from "../../../app/use-pages.ts";
import { confirm } from "../../../components/confirm.tsx";
import { EmptyState } from "../../../components/empty-state.tsx";
import { ErrorState } from "../../../components/error-state.tsx";
import { failureWord } from "../../../components/failure-words.ts";
import { FormProblem } from "../../../components/form-problem.tsx";
import { JsonView } from "../../../components/json-view.tsx";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { RowSkeletons } from "../../../components/skeletons.tsx";
import styles from "../triggers.module.css";

/**
 * Messages that a subscription did not handle: to be delivered again, or deleted. Without a trigger those of the whole
 * realm, with `nameOf` for the trigger each was for; null = it was removed.
 */
export function DeadLettersPanel(props: {
  triggerId?: `trg_${string}`;
  nameOf?: (triggerId: string) => string | null;
}) {
  const { triggerId, nameOf } = props;
  const realm = useRealm();
  const nothingRuns = useWhyNothingRuns() !== null;
  const trpc = useTRPC();
  const asked = { realm, ...(triggerId && { triggerId }), limit: 50 };
  const { list, pages } = usePages({
    queryKey: trpc.triggers.deadLetters.infiniteQueryKey(asked),
    ask: (cursor, signal) => trpcClient.triggers.deadLetters.query({ ...asked, cursor }, { signal }),
  });
  const refresh = () => queryClient.invalidateQueries(trpc.triggers.pathFilter());
  const redeliver = useMutation(trpc.triggers.redeliver.mutationOptions({ onSettled: refresh }));
  const remove = useMutation(trpc.triggers.removeDeadLetter.mutationOptions({ onSettled: refresh }));
  if (!pages)
    return list.isError ? (
      <ErrorState error={list.error} onRetry={() => void list.refetch()} />
    ) : (
      <RowSkeletons rows={4} />
    );
  const letters = pages.flatMap((page) => page.items);
  if (letters.length === 0 && !list.hasNextPage)
    return (
      <EmptyState icon={MailX} title="No dead letters">
        A message that fails every attempt, or waits when the trigger is switched off, is kept here.
      </EmptyState>
    );
  return (
    <>
      {redeliver.isError ? <FormProblem>{faultOf(redeliver.error).message}</FormProblem> : null}
      {remove.isError ? <FormProblem>{faultOf(remove.error).message}</FormProblem> : null}
      <ul className={styles.letters}>
        {letters.map(({ id, triggerId: of, message, reason, error, attempts, at }) => (
          <li key={id}>
            <div className={styles.letterHead}>
              <span className="cut">
                <span className="mono">{message.topic}</span>{" "}
                <span className="soft">
                  {failureWord(reason)} · {attempts} {attempts === 1 ? "attempt" : "attempts"} ·{" "}
                  <RelativeTime at={at} />
                  {nameOf && of !== null ? ` · ${nameOf(of) ?? "its trigger was removed"}` : ""}
                </span>
              </span>
              <Button
                variant="default"
                size="xs"
                disabled={nothingRuns}
                aria-label={`Deliver ${message.topic} again`}
                loading={redeliver.isPending && redeliver.variables.id === id}
                onClick={() => redeliver.mutate({ realm, id })}
              >
                Deliver again
              </Button>
              <Button
                variant="default"
                size="xs"
                disabled={nothingRuns}
                aria-label={`Delete ${message.topic}`}
                loading={remove.isPending && remove.variables.id === id}
                onClick={() =>
                  confirm({
                    title: `Delete this message on ${message.topic}?`,
                    text: "It was never handled, and is not kept anywhere else.",
                    action: "Delete message",
                    danger: true,
                    onConfirm: () => remove.mutate({ realm, id }),
                  })
                }
              >
                Delete
              </Button>
            </div>
            <p className="small mono" style={{ overflowWrap: "anywhere" }}>
              {error}
            </p>
            <JsonView value={message.payload} depth={0} label={`Payload of ${message.topic}`} />
          </li>
        ))}
      </ul>
      {list.isFetchNextPageError ? <FormProblem>{faultOf(list.error).message}</FormProblem> : null}
      {list.hasNextPage ? (
        <div className={styles.section}>
          <Button
            variant="default"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            Show more
          </Button>
        </div>
      ) : null}
    </>
  );
}
