import { Button, Modal, Select, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { faultOf } from "../../../app/fault.ts";
import { useCan } from "../../../app/me.ts";
import { useRealm } from "../../../app/realm.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { EmptyState } from "../../../components/empty-state.tsx";
import { FormProblem } from "../../../components/form-problem.tsx";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { StatusPill } from "../../../components/status-pill.tsx";
import styles from "../settings.module.css";
import { OnlyAdmins } from "./only-admins.tsx";
import { Secret } from "./secret.tsx";
import { QueryCard, SettingsTable, TimeOrNever } from "./settings-table.tsx";

export function TokensTab() {
  const isAdmin = useCan("admin");
  const trpc = useTRPC();
  const [creating, setCreating] = useState(false);
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
            Bearer tokens of the HTTP API. Its description is at{" "}
            <a className="inline" href="/api/v1/openapi.json" target="_blank" rel="noreferrer">
              /api/v1/openapi.json
            </a>
            .
          </p>
        </div>
        <Button leftSection={<Plus size={14} aria-hidden="true" />} onClick={() => setCreating(true)}>
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
                <tr key={token.id} data-off={token.revokedAt !== null || undefined}>
                  <td>{token.name}</td>
                  <td className="mono">{token.hint}…</td>
                  <td>
                    {token.role ? (
                      `As ${token.role}`
                    ) : (
                      <>
                        Runs,{" "}
                        {token.realmId ? (realmNames.get(token.realmId) ?? token.realmId) : "every realm"}
                      </>
                    )}
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
                    {token.revokedAt ? (
                      <StatusPill tone="idle">Revoked</StatusPill>
                    ) : (
                      <Button
                        variant="default"
                        aria-label={`Revoke ${token.name}`}
                        loading={revoke.isPending && revoke.variables.id === token.id}
                        onClick={() => revoke.mutate({ id: token.id })}
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
      <Modal opened={creating} onClose={() => setCreating(false)} title="Create an API token" size={480}>
        {creating ? <CreateForm onClose={() => setCreating(false)} /> : null}
      </Modal>
    </section>
  );
}

type May = "run" | "operator" | "author";

const mayTexts: Record<May, string> = {
  run: "Over the HTTP API: for your product's servers.",
  operator: "For the command line: reads scripts, executions and errors of every realm, in your name.",
  author: "For the command line: also edits and publishes scripts of every realm, in your name.",
};

function CreateForm({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const realm = useRealm();
  const [name, setName] = useState("");
  const [may, setMay] = useState<May>("run");
  const [scope, setScope] = useState("this");
  const [days, setDays] = useState("90");
  const create = useMutation(
    trpc.tokens.create.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.tokens.list.queryFilter()),
    }),
  );
  if (create.data)
    return (
      <>
        <p>Copy the token now: only its fingerprint is kept, and it is not shown again.</p>
        <Secret value={create.data.token} label="API token" />
        <Button mt={16} variant="default" onClick={onClose}>
          Done
        </Button>
      </>
    );
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!name.trim()) return;
    create.mutate({
      name: name.trim(),
      ...(may === "run" ? { realm: scope === "this" ? realm : null } : { role: may }),
      expiresInDays: days === "never" ? null : Number(days),
    });
  }
  return (
    <form onSubmit={submit}>
      <TextInput
        label="Name"
        description="What will use it."
        placeholder="e.g. login gateway"
        required
        withAsterisk={false}
        data-autofocus
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Select
        mt={12}
        label="May"
        description={mayTexts[may]}
        allowDeselect={false}
        value={may}
        data={[
          { value: "run", label: "Run scripts and flows" },
          { value: "operator", label: "Act as operator" },
          { value: "author", label: "Act as author" },
        ]}
        onChange={(value) => value && setMay(value as May)}
      />
      {may === "run" ? (
        <Select
          mt={12}
          label="Realm"
          allowDeselect={false}
          value={scope}
          data={[
            { value: "this", label: `Only ${realm}` },
            { value: "all", label: "Every realm" },
          ]}
          onChange={(value) => value && setScope(value)}
        />
      ) : null}
      <Select
        mt={12}
        label="Expires"
        allowDeselect={false}
        value={days}
        data={[
          { value: "30", label: "In 30 days" },
          { value: "90", label: "In 90 days" },
          { value: "365", label: "In a year" },
          { value: "never", label: "Never" },
        ]}
        onChange={(value) => value && setDays(value)}
      />
      {create.isError ? <FormProblem>{faultOf(create.error).message}</FormProblem> : null}
      <Button mt={20} type="submit" loading={create.isPending}>
        Create token
      </Button>
    </form>
  );
}
