import { Button, Modal } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { faultOf } from "../../../app/fault.ts";
import { useCan } from "../../../app/me.ts";
import { useRealm } from "../../../app/realm.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { confirm } from "../../../components/confirm.tsx";
import { EmptyState } from "../../../components/empty-state.tsx";
import { FormProblem } from "../../../components/form-problem.tsx";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { OnlyAdmins } from "../components/only-admins.tsx";
import { QueryCard, SettingsTable, TimeOrNever } from "../components/settings-table.tsx";
import styles from "../settings.module.css";
import { TokenForm } from "./token-form.tsx";
import { TokenPill, works } from "./token-state.tsx";

export function TokensTab() {
  const realm = useRealm();
  const isAdmin = useCan("admin");
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
                <tr key={token.id} data-off={!works(token.state) || undefined}>
                  <td>{token.name}</td>
                  <td className="mono">{token.hint}…</td>
                  <td>
                    {token.role ? <div>As {token.role}</div> : null}
                    {token.scopes.length > 0 ? <div>{token.scopes.join(", ")}</div> : null}
                    <div className="small soft">
                      {token.realmId ? (realmNames.get(token.realmId) ?? token.realmId) : "every realm"}
                    </div>
                  </td>
                  <td>
                    <RelativeTime at={token.createdAt} />
                    <div className="small soft">{token.createdByName}</div>
                  </td>
                  <td>
                    <TimeOrNever at={token.lastUsedAt} />
                  </td>
                  <td>
                    <TimeOrNever at={token.expiresAt} />
                  </td>
                  <td className={styles.end}>
                    {token.state === "active" ? null : <TokenPill state={token.state} />}
                    {token.state === "revoked" || token.state === "expired" ? null : (
                      <Button
                        variant="default"
                        aria-label={`Revoke ${token.name}`}
                        loading={revoke.isPending && revoke.variables.id === token.id}
                        onClick={() =>
                          confirm({
                            title: `Revoke “${token.name}”?`,
                            text: `Whatever uses the token ${token.hint}… is refused from the next request on. A revoked token never works again: its user needs a new one.`,
                            action: `Revoke ${token.name}`,
                            danger: true,
                            onConfirm: () => revoke.mutate({ id: token.id }),
                          })
                        }
                      >
                        Revoke
                      </Button>
                    )}
                  </td>
                </tr>
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
