import { Button, Modal } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { faultOf } from "../../../app/fault.ts";
import { useIsAdmin } from "../../../app/me.ts";
import { useRealm } from "../../../app/realm.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { EmptyState } from "../../../components/empty-state.tsx";
import { FormProblem } from "../../../components/form-problem.tsx";
import { OnlyAdmins } from "../components/only-admins.tsx";
import { QueryCard, SettingsTable } from "../components/settings-table.tsx";
import styles from "../settings.module.css";
import { TokenForm } from "./token-form.tsx";
import { TokenRow } from "./token-row.tsx";

export function TokensTab() {
  const realm = useRealm();
  const isAdmin = useIsAdmin();
  const trpc = useTRPC();
  const [creating, setCreating] = useState<"form" | "made" | null>(null);
  const query = useQuery({ ...trpc.tokens.list.queryOptions(), enabled: isAdmin });
  const { data: realms = [] } = useQuery(trpc.realms.list.queryOptions());
  const revoke = useMutation(
    trpc.tokens.revoke.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.tokens.list.queryFilter()),
    }),
  );
  if (!isAdmin) return <OnlyAdmins what="make API tokens" />;
  const realmNames = new Map<string, string>(realms.map((realm) => [realm.id, realm.name]));
  return (
    <section className={styles.section} aria-labelledby="tokens">
      <div className={styles.head}>
        <div>
          <h2 id="tokens">API tokens</h2>
          <p className="soft">
            Bearer tokens of the{" "}
            <Link className="inline" to="/r/$realm/api" params={{ realm }} search={{}}>
              HTTP API
            </Link>
            , which shows what each call needs and a command for it.
          </p>
        </div>
        <Button leftSection={<Plus size={14} aria-hidden="true" />} onClick={() => setCreating("form")}>
          Create token
        </Button>
      </div>
      {revoke.isError ? <FormProblem>{faultOf(revoke.error).message}</FormProblem> : null}
      <QueryCard query={query} rows={3}>
        {(tokens) =>
          tokens.length === 0 ? (
            <EmptyState icon={KeyRound} title="No token yet">
              A program that starts flows or runs scripts over HTTP needs one. It is shown once, when it is
              made.
            </EmptyState>
          ) : (
            <SettingsTable columns={["Name", "Token", "May", "Made", "Last used", "Expires"]}>
              {tokens.map((token) => (
                <TokenRow
                  key={token.id}
                  token={token}
                  realm={token.realmId ? (realmNames.get(token.realmId) ?? token.realmId) : "every realm"}
                  revoking={revoke.isPending && revoke.variables.id === token.id}
                  onRevoke={() => revoke.mutate({ id: token.id })}
                />
              ))}
            </SettingsTable>
          )
        }
      </QueryCard>
      <Modal
        opened={creating !== null}
        onClose={() => setCreating(null)}
        title={creating === "made" ? "Your new API token" : "New API token"}
        // It is shown this once: a click beside it is no way to say that it was copied.
        closeOnClickOutside={creating !== "made"}
        size={480}
      >
        {creating === null ? null : (
          <TokenForm onMade={() => setCreating("made")} onClose={() => setCreating(null)} />
        )}
      </Modal>
    </section>
  );
}
