import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { faultOf } from "../../../app/fault.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { confirm } from "../../../components/confirm.tsx";
import { FormProblem } from "../../../components/form-problem.tsx";
import styles from "../settings.module.css";

/** What the user has made and still works: whoever changes a password may want it to end. */
export function OwnTokens() {
  const trpc = useTRPC();
  const { data: tokens = [], error } = useQuery(trpc.tokens.mine.queryOptions());
  const revoke = useMutation(
    trpc.tokens.revokeMine.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.tokens.pathFilter()),
    }),
  );
  if (tokens.length === 0)
    return error === null ? null : (
      <p className="soft" role="status">
        Whether API tokens of yours still work is not known just now: {faultOf(error).message}
      </p>
    );
  return (
    <section className={styles.section} aria-labelledby="own-tokens">
      <div className={styles.head}>
        <h2 id="own-tokens">Your API tokens</h2>
        <Button
          variant="default"
          loading={revoke.isPending}
          onClick={() =>
            confirm({
              title: `Revoke ${tokens.length === 1 ? "your token" : `all ${tokens.length} of your tokens`}?`,
              text: `Whatever uses ${tokens.map((token) => token.name).join(", ")} is refused from the next request on. They never work again.`,
              action: "Revoke all",
              danger: true,
              onConfirm: () => revoke.mutate(),
            })
          }
        >
          Revoke all
        </Button>
      </div>
      {revoke.isError ? <FormProblem>{faultOf(revoke.error).message}</FormProblem> : null}
      <p className="soft">
        They go on working when your password changes: {tokens.map((token) => token.name).join(", ")}.
      </p>
    </section>
  );
}
