import { Button, Modal, Select, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { faultOf } from "../../../app/fault.ts";
import { useCan, useMe } from "../../../app/me.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { FormProblem } from "../../../components/form-problem.tsx";
import styles from "../settings.module.css";
import { OnlyAdmins } from "./only-admins.tsx";
import { Secret } from "./secret.tsx";
import { QueryCard, SettingsTable, TimeOrNever } from "./settings-table.tsx";

const roles = [
  { value: "operator", label: "Operator: reads, runs, replays" },
  { value: "author", label: "Author: edits and publishes too" },
  { value: "admin", label: "Admin: everything" },
];
type Role = "admin" | "author" | "operator";

export function MembersTab() {
  const isAdmin = useCan("admin");
  const me = useMe();
  const trpc = useTRPC();
  const [inviting, setInviting] = useState(false);
  const query = useQuery({ ...trpc.users.list.queryOptions(), enabled: isAdmin });
  const update = useMutation(
    trpc.users.update.mutationOptions({
      onSuccess({ email, suspendedTokens }) {
        if (suspendedTokens.length === 0) return;
        const names = suspendedTokens.map((token) => token.name).join(", ");
        notifications.show({
          message: `API tokens that ${email} made do not work any more: ${names}. They are under API tokens.`,
          autoClose: 15_000,
        });
        void queryClient.invalidateQueries(trpc.tokens.list.queryFilter());
      },
      onSettled: () => queryClient.invalidateQueries(trpc.users.list.queryFilter()),
    }),
  );
  if (!isAdmin) return <OnlyAdmins what="see and change members" />;
  return (
    <section className={styles.section} aria-labelledby="members">
      <div className={styles.head}>
        <h2 id="members">Members</h2>
        <Button leftSection={<UserPlus size={14} aria-hidden="true" />} onClick={() => setInviting(true)}>
          Invite
        </Button>
      </div>
      {update.isError ? <FormProblem>{faultOf(update.error).message}</FormProblem> : null}
      <QueryCard query={query} rows={3}>
        {(members) => (
          <SettingsTable columns={["Name", "E-mail", "Role", "Last seen"]}>
            {members.map((user) => (
              <tr key={user.id} data-off={user.disabled || undefined}>
                <td>
                  {user.name || "–"}
                  {user.id === me?.id ? <span className="faint"> (you)</span> : null}
                </td>
                <td>{user.email}</td>
                <td>
                  {user.id === me?.id || user.disabled ? (
                    <span title={user.disabled ? undefined : "Another admin can change your role."}>
                      {user.role}
                    </span>
                  ) : (
                    <Select
                      size="xs"
                      w={130}
                      aria-label={`Role of ${user.email}`}
                      allowDeselect={false}
                      value={user.role}
                      data={["operator", "author", "admin"]}
                      onChange={(role) => role && update.mutate({ id: user.id, role: role as Role })}
                    />
                  )}
                </td>
                <td>
                  <TimeOrNever at={user.lastSeenAt} />
                </td>
                <td className={styles.end}>
                  {user.id === me?.id ? null : (
                    <Button
                      variant="default"
                      aria-label={`${user.disabled ? "Enable" : "Disable"} ${user.email}`}
                      loading={update.isPending && update.variables.id === user.id}
                      onClick={() => update.mutate({ id: user.id, disabled: !user.disabled })}
                    >
                      {user.disabled ? "Enable" : "Disable"}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </SettingsTable>
        )}
      </QueryCard>
      <Modal opened={inviting} onClose={() => setInviting(false)} title="Invite a member" size={440}>
        {inviting ? <InviteForm onClose={() => setInviting(false)} /> : null}
      </Modal>
    </section>
  );
}

function InviteForm({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("author");
  const invite = useMutation(
    trpc.users.invite.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.users.list.queryFilter()),
    }),
  );
  if (invite.data)
    return (
      <>
        <p>
          Hand this link to {invite.data.user.name}. It works once and sets the password. It is not shown
          again.
        </p>
        <Secret value={new URL(invite.data.link, location.origin).href} label="Invite link" />
        <Button mt={16} variant="default" onClick={onClose}>
          Done
        </Button>
      </>
    );
  function submit(event: FormEvent): void {
    event.preventDefault();
    invite.mutate({ email: email.trim(), name: name.trim(), role });
  }
  return (
    <form onSubmit={submit}>
      <TextInput
        label="Name"
        required
        withAsterisk={false}
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        mt={12}
        label="E-mail"
        type="email"
        required
        withAsterisk={false}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <Select
        mt={12}
        label="Role"
        allowDeselect={false}
        value={role}
        data={roles}
        onChange={(value) => value && setRole(value as Role)}
      />
      {invite.isError ? <FormProblem>{faultOf(invite.error).message}</FormProblem> : null}
      <Button mt={20} type="submit" loading={invite.isPending}>
        Make an invite link
      </Button>
    </form>
  );
}
