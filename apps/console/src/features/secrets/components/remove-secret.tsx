import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { faultOf } from "../../../app/fault.ts";
import { useRealm } from "../../../app/realm.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { confirm } from "../../../components/confirm.tsx";
import { FormProblem } from "../../../components/form-problem.tsx";
import type { SecretRow } from "../words.ts";

/** Removes a secret, after a question that says which live scripts fail then. */
export function RemoveSecret({ secret, onDone }: { secret: SecretRow; onDone: () => void }) {
  const trpc = useTRPC();
  const realm = useRealm();
  const { name, script, usedBy } = secret;
  const remove = useMutation(
    trpc.secrets.remove.mutationOptions({
      onSuccess() {
        onDone();
        // The editor offers their names.
        void queryClient.invalidateQueries(trpc.host.declarations.pathFilter());
      },
      onSettled: () => queryClient.invalidateQueries(trpc.secrets.pathFilter()),
    }),
  );
  const over = usedBy.length > 0;
  return (
    <>
      {remove.isError ? <FormProblem>{faultOf(remove.error).message}</FormProblem> : null}
      <Button
        size="xs"
        variant="default"
        loading={remove.isPending}
        onClick={() =>
          confirm({
            title: `Remove the secret “${name}”?`,
            text: over
              ? `${usedBy.slice(0, 5).join(", ")}${usedBy.length > 5 ? " and more" : ""}: runs of what is live fail at their calls of it. Its value cannot be brought back.`
              : "No live script names it. Its value cannot be brought back.",
            action: over ? "Remove it all the same" : `Remove ${name}`,
            danger: true,
            onConfirm: () => remove.mutate({ realm, name, script, over }),
          })
        }
      >
        Remove
      </Button>
    </>
  );
}
