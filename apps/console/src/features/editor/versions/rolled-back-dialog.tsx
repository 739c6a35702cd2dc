import { Button, Group, Modal } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { faultOf } from "../../../app/fault.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { FormProblem } from "../../../components/form-problem.tsx";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import { specifierOf } from "../server/types.ts";

export type RolledBack = { version: number; error: `erg_${string}` };

/** The button that resolved the error goes, and must not take the focus out of the dialog with it. */
const takeFocus = (link: HTMLAnchorElement | null) => link?.focus();

/** After a roll-back that an error led to: that error is resolved with it, or not yet, and there is a way back to it. */
export function RolledBackDialog({ version, error, onClose }: RolledBack & { onClose: () => void }) {
  const { realm } = useEditorScope().route;
  const { item } = useScriptScope().detail;
  const trpc = useTRPC();
  const resolve = useMutation(
    trpc.errors.act.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.errors.pathFilter()),
    }),
  );
  const resolved = resolve.isSuccess;
  return (
    <Modal opened onClose={onClose} title={`v${version} of ${specifierOf(item)} is live again`} size={480}>
      <p className="soft">
        {resolved ? "The error is resolved. It" : "The error that led here is still open. Resolved, it"} opens
        again by itself when it occurs once more.
      </p>
      {resolve.isError ? <FormProblem>{faultOf(resolve.error).message}</FormProblem> : null}
      <Group justify="flex-end" gap={8} mt={16}>
        <Button variant="default" onClick={onClose}>
          Stay here
        </Button>
        <Button
          variant={resolved ? "filled" : "default"}
          renderRoot={(rest) => (
            <Link
              to="/r/$realm/errors"
              params={{ realm }}
              search={{ open: error, ...(resolved && { status: "all" }) }}
              {...rest}
              ref={resolved ? takeFocus : undefined}
            />
          )}
        >
          Back to the error
        </Button>
        {resolved ? null : (
          <Button
            data-autofocus
            loading={resolve.isPending}
            onClick={() => resolve.mutate({ realm, ids: [error], act: { kind: "resolve", version } })}
          >
            Resolve the error
          </Button>
        )}
      </Group>
    </Modal>
  );
}
