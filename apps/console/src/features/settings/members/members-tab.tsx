import { Button, Modal } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { faultOf } from "../../../app/fault.ts";
import { useIsAdmin, useMe } from "../../../app/me.ts";
import { productSignIn } from "../../../app/mount.ts";
import { showOnPage } from "../../../app/page-toasts.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { confirm } from "../../../components/confirm.tsx";
import { FormProblem } from "../../../components/form-problem.tsx";
import { OnlyAdmins } from "../components/only-admins.tsx";
import { QueryCard, SettingsTable } from "../components/settings-table.tsx";
import styles from "../settings.module.css";
import { linkWord, type Member } from "./access.ts";
import { InviteForm } from "./invite-form.tsx";
import { MemberRow } from "./member-row.tsx";
import { ResetForm } from "./reset-form.tsx";

export function MembersTab() {
  const isAdmin = useIsAdmin();
  const me = useMe();
  const trpc = useTRPC();
  const ownAccounts = productSignIn() === null;
  const [inviting, setInviting] = useState(false);
  const [resetting, setResetting] = useState<Member | null>(null);
  const query = useQuery({ ...trpc.users.list.queryOptions(), enabled: isAdmin });
  const update = useMutation(
    trpc.users.update.mutationOptions({
      onSuccess({ email, suspendedTokens }) {
        if (suspendedTokens.length === 0) return;
        const names = suspendedTokens.map((token) => token.name).join(", ");
        showOnPage({
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
        {ownAccounts ? (
          <Button leftSection={<UserPlus size={14} aria-hidden="true" />} onClick={() => setInviting(true)}>
            Invite
          </Button>
        ) : null}
      </div>
      {ownAccounts ? null : (
        <p className="soft">
          Whoever opened this console. The product that Scriptyard is part of signs them in and says their
          role.
        </p>
      )}
      {update.isError ? <FormProblem>{faultOf(update.error).message}</FormProblem> : null}
      <QueryCard query={query} rows={3}>
        {(members) => (
          <SettingsTable columns={["Name", "E-mail", "Role", "Last sign-in"]}>
            {members.map((user) => (
              <MemberRow
                key={user.id}
                user={user}
                isMe={user.id === me?.id}
                busy={update.isPending && update.variables.id === user.id}
                onRole={(role) => update.mutate({ id: user.id, role })}
                onReset={() => setResetting(user)}
                onToggle={() =>
                  user.disabled ? update.mutate({ id: user.id, disabled: false }) : askDisable(user)
                }
              />
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
