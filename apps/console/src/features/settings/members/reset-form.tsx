import { Button, Checkbox } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { faultOf } from "../../../app/fault.ts";
import { addressOf } from "../../../app/mount.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { FormProblem } from "../../../components/form-problem.tsx";
import { ShownOnce } from "../../../components/shown-once.tsx";
import { isInvited, linkWord, type Member } from "./access.ts";

/** A new one-time link for somebody who lost the invitation or the password; the one before ends. */
export function ResetForm({ user, onClose }: { user: Member; onClose: () => void }) {
  const trpc = useTRPC();
  const [revokeTokens, setRevokeTokens] = useState(false);
  const reset = useMutation(
    trpc.users.resetLink.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.users.list.queryFilter()),
    }),
  );
  const who = user.name || user.email;
  if (reset.data)
    return (
      <ShownOnce
        value={addressOf(reset.data.link)}
        label="One-time link"
        onDone={onClose}
        after={
          reset.data.tokensLeft > 0 ? (
            <p className="small soft">
              API tokens of {who} that still work, also after the link was used: {reset.data.tokensLeft}.
              Revoke them under API tokens where needed.
            </p>
          ) : null
        }
      >
        Hand this link to {who}. It works once, for 72 hours, and sets a new password. It is not shown again.
      </ShownOnce>
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        reset.mutate({ id: user.id, revokeTokens });
      }}
    >
      <p>
        {isInvited(user)
          ? `The link that ${who} has, if any, opens nothing any more. The new one works for 72 hours.`
          : `Until ${who} has used the link, nothing else opens the account: the password does not work any more, sessions and earlier links end.`}{" "}
        It is told in the security events.
      </p>
      {isInvited(user) ? null : (
        <Checkbox
          mt={12}
          data-autofocus
          label="Revoke the API tokens of this member too"
          checked={revokeTokens}
          onChange={(event) => setRevokeTokens(event.currentTarget.checked)}
        />
      )}
      {reset.isError ? <FormProblem>{faultOf(reset.error).message}</FormProblem> : null}
      <Button mt={20} type="submit" data-autofocus={isInvited(user) || undefined} loading={reset.isPending}>
        {linkWord(user)}
      </Button>
    </form>
  );
}
