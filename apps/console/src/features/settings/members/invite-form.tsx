import { Button, Select, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { addressOf } from "../../../app/mount.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { useForm } from "../../../app/use-form.ts";
import { useKeptTexts } from "../../../app/use-kept-texts.ts";
import { FormProblem } from "../../../components/form-problem.tsx";
import { ShownOnce } from "../../../components/shown-once.tsx";
import type { Role } from "./access.ts";

const roles = [
  { value: "operator", label: "Operator: reads, runs, replays" },
  { value: "author", label: "Author: edits and publishes too" },
  { value: "admin", label: "Admin: everything" },
];
const emptyInvite = { name: "", email: "", role: "author" };

/** Makes an account and the link that opens it, which is shown once. */
export function InviteForm({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const { texts, change, reset } = useKeptTexts("members/invite", emptyInvite);
  const { name, email } = texts;
  const invite = useMutation(
    trpc.users.invite.mutationOptions({
      onSuccess() {
        reset(emptyInvite);
        return queryClient.invalidateQueries(trpc.users.list.queryFilter());
      },
    }),
  );
  const { form, at, rest } = useForm({
    values: texts,
    own: {
      name: name.trim() ? null : "Say who it is.",
      email: /^[^\s@]+@[^\s@]+$/.test(email.trim())
        ? null
        : "An e-mail address is needed, e.g. ada@example.org: it is the name they sign in with.",
    },
    error: invite.error,
    onValid: () => invite.mutate({ email: email.trim(), name: name.trim(), role: texts.role as Role }),
  });
  if (invite.data)
    return (
      <ShownOnce value={addressOf(invite.data.link)} label="Invite link" onDone={onClose}>
        Hand this link to {invite.data.user.name}. It works once, for 72 hours, and sets the password. It is
        not shown again; a lost one is made anew in the list.
      </ShownOnce>
    );
  return (
    <form {...form}>
      <TextInput
        label="Name"
        data-autofocus
        error={at.name}
        value={name}
        onChange={(event) => change("name", event.currentTarget.value)}
      />
      <TextInput
        mt={12}
        label="E-mail"
        type="email"
        error={at.email}
        value={email}
        onChange={(event) => change("email", event.currentTarget.value)}
      />
      <Select
        mt={12}
        label="Role"
        allowDeselect={false}
        value={texts.role}
        data={roles}
        onChange={(value) => value && change("role", value)}
      />
      {rest === null ? null : <FormProblem>{rest}</FormProblem>}
      <Button mt={20} type="submit" loading={invite.isPending}>
        Make an invite link
      </Button>
    </form>
  );
}
