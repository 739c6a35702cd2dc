import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { faultOf } from "../../../app/fault.ts";
import { useCan } from "../../../app/me.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { FormProblem } from "../../../components/form-problem.tsx";
import page from "../../../components/page.module.css";
import { RelativeTime } from "../../../components/relative-time.tsx";
import styles from "../flows.module.css";

/** Flows that were deleted lately, each with the way back; nothing where there is none. */
export function DeletedFlows({ realm }: { realm: string }) {
  const trpc = useTRPC();
  const mayEdit = useCan("author");
  const deleted = useQuery(trpc.flows.deleted.queryOptions({ realm })).data ?? [];
  const restore = useMutation(
    trpc.flows.restore.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.flows.pathFilter()),
    }),
  );
  if (deleted.length === 0) return null;
  return (
    <section className={styles.deleted} aria-labelledby="deleted-flows">
      <h2 id="deleted-flows">Deleted</h2>
      {restore.error ? <FormProblem>{faultOf(restore.error).message}</FormProblem> : null}
      <ul className={`${page.card} ${styles.gone}`}>
        {deleted.map(({ id, name, title, removedAt, goesAt }) => (
          <li key={id}>
            <span className={styles.words}>
              <b className="cut">{title}</b>
              <span className="mono faint">{name}</span>
              <span className="soft">
                deleted <RelativeTime at={removedAt} />, goes <RelativeTime at={goesAt} />
              </span>
            </span>
            {mayEdit ? (
              <Button
                size="xs"
                variant="default"
                leftSection={<Undo2 size={13} aria-hidden="true" />}
                aria-label={`Restore ${title}`}
                loading={restore.isPending && restore.variables.flowId === id}
                onClick={() => restore.mutate({ realm, flowId: id })}
              >
                Restore
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
