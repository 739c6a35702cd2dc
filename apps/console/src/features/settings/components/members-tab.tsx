import { ActionIcon, Button, Checkbox, Menu, Modal, Select, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Ban, EllipsisVertical, KeyRound, UserCheck, UserPlus } from "lucide-react";
import { useState } from "react";
import { faultOf } from "../../../app/fault.ts";
import { useCan, useMe } from "../../../app/me.ts";
import { type Outputs, queryClient, useTRPC } from "../../../app/trpc.ts";
import { useForm } from "../../../app/use-form.ts";
import { useKeptTexts } from "../../../app/use-kept-texts.ts";
import { confirm } from "../../../components/confirm.tsx";
import { FormProblem } from "../../../components/form-problem.tsx";
import { Secret } from "../../../components/secret.tsx";
import styles from "../settings.module.css";
import { OnlyAdmins } from "./only-admins.tsx";
import { QueryCard, SettingsTable, TimeOrNever } from "./settings-table.tsx";

const roles = [
  { value: "operator", label: "Operator: reads, runs, replays" },
  { value: "author", label: "Author: edits and publishes too" },
  { value: "admin", label: "Admin: everything" },
];
type Role = "admin" | "author" | "operator";
type Member = Outputs["users"]["list"][number];

export function MembersTab() {
  const isAdmin = useCan("admin");
  const me = useMe();
  const trpc = useTRPC();
  const [inviting, setInviting] = useState(false);
  const [resetting, setResetting] = useState<Member | null>(null);
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
  const askDisable = (user: Member) =>
    confirm({
      title: `Disable ${user.name || user.email}?`,
      text: `${user.email} is signed out everywhere, and the API tokens of this member rest. What was made and published stays. You can enable the account again.`,
      action: `Disable ${user.name || user.email}`,
      danger: true,
      onConfirm: () => update.mutate({ id: user.id, disabled: true }),
    });
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
                    <MemberMenu
                      user={user}
                      busy={update.isPending && update.variables.id === user.id}
                      onReset={() => setResetting(user)}
                      onToggle={() =>
                        user.disabled ? update.mutate({ id: user.id, disabled: false }) : askDisable(user)
                      }
                    />
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
      <Modal
        opened={resetting !== null}
        onClose={() => setResetting(null)}
        title={resetting && linkWord(resetting)}
        size={460}
      >
        {resetting ? <ResetForm user={resetting} onClose={() => setResetting(null)} /> : null}
      </Modal>
    </section>
  );
}

/** Who has never been here lost an invitation; everybody else a password. */
const linkWord = (user: Member): string =>
  user.lastSeenAt === null ? "Renew the invitation" : "Make a reset link";

function MemberMenu(props: { user: Member; busy: boolean; onReset: () => void; onToggle: () => void }) {
  const { user } = props;
  return (
    <Menu position="bottom-end" width={210}>
      <Menu.Target>
        <ActionIcon variant="default" size="lg" aria-label={`Actions for ${user.email}`} loading={props.busy}>
          <EllipsisVertical size={15} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {user.disabled ? null : (
          <Menu.Item leftSection={<KeyRound size={15} />} onClick={props.onReset}>
            {linkWord(user)}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={user.disabled ? <UserCheck size={15} /> : <Ban size={15} />}
          onClick={props.onToggle}
        >
          {user.disabled ? "Enable" : "Disable…"}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function ResetForm({ user, onClose }: { user: Member; onClose: () => void }) {
  const [revokeTokens, setRevokeTokens] = useState(false);
  const reset = useMutation(useTRPC().users.resetLink.mutationOptions());
  const who = user.name || user.email;
  if (reset.data)
    return (
      <>
        <p>
          Hand this link to {who}. It works once, for 72 hours, and sets a new password. It is not shown
          again.
        </p>
        <Secret value={new URL(reset.data.link, location.origin).href} label="One-time link" />
        {reset.data.tokensLeft > 0 ? (
          <p className="small soft">
            API tokens of {who} that still work, also after the link was used: {reset.data.tokensLeft}. Revoke
            them under Tokens where needed.
          </p>
        ) : null}
        <Button mt={16} variant="default" onClick={onClose}>
          Done
        </Button>
      </>
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        reset.mutate({ id: user.id, revokeTokens });
      }}
    >
      <p>
        Until {who} has used the link, nothing else opens the account: the password does not work any more,
        sessions and earlier links end.
      </p>
      <Checkbox
        mt={12}
        label="Revoke the API tokens of this member too"
        checked={revokeTokens}
        onChange={(event) => setRevokeTokens(event.currentTarget.checked)}
      />
      {reset.isError ? <FormProblem>{faultOf(reset.error).message}</FormProblem> : null}
      <Button mt={20} type="submit" loading={reset.isPending}>
        {linkWord(user)}
      </Button>
    </form>
  );
}

const emptyInvite = { name: "", email: "", role: "author" };

function InviteForm({ onClose }: { onClose: () => void }) {
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
