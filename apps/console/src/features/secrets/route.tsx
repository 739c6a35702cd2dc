import { Button, Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useCan } from "../../app/me.ts";
import { useRealm } from "../../app/realm.ts";
import { useTRPC } from "../../app/trpc.ts";
import { ErrorState } from "../../components/error-state.tsx";
import page from "../../components/page.module.css";
import { PageHeader } from "../../components/page-header.tsx";
import { RowSkeletons } from "../../components/skeletons.tsx";
import { MissingNote } from "./components/missing-note.tsx";
import { NewSecret } from "./components/new-secret.tsx";
import { SecretDrawer } from "./components/secret-drawer.tsx";
import { SecretsEmpty } from "./components/secrets-empty.tsx";
import { SecretsTable } from "./components/secrets-table.tsx";
import type { SecretsSearch } from "./search.ts";
import { useFreshSecrets } from "./use-fresh-secrets.ts";
import { keyOf } from "./words.ts";

const route = getRouteApi("/r/$realm/secrets");

/** What scripts use and nobody reads. */
export function SecretsPage() {
  const realm = useRealm();
  // Secrets of the realm before must not stand in until those of this one are read.
  return <Secrets key={realm} realm={realm} />;
}

function Secrets({ realm }: { realm: string }) {
  const { open, add } = route.useSearch();
  const navigate = route.useNavigate();
  const trpc = useTRPC();
  const mayChange = useCan("admin");
  const query = useQuery(trpc.secrets.list.queryOptions({ realm }));
  useFreshSecrets();
  const go = (search: SecretsSearch) => void navigate({ search, replace: true });
  const found = query.data;
  return (
    <div className={page.full}>
      <div className={page.top}>
        <PageHeader
          title="Secrets"
          hint="Passwords and keys that scripts use and never see."
          actions={
            mayChange ? (
              <Button
                size="xs"
                leftSection={<Plus size={14} aria-hidden="true" />}
                onClick={() => go({ open, add: "" })}
              >
                Set secret
              </Button>
            ) : null
          }
        />
        {found ? (
          <MissingNote
            missing={found.missing}
            mayChange={mayChange}
            onSet={(name) => go({ open, add: name })}
          />
        ) : null}
      </div>
      <div className={page.split}>
        {found === undefined ? (
          <div style={{ flex: 1 }}>
            {query.isError ? (
              <ErrorState error={query.error} onRetry={() => void query.refetch()} />
            ) : (
              <RowSkeletons rows={8} />
            )}
          </div>
        ) : found.items.length === 0 ? (
          <div style={{ flex: 1 }}>
            <SecretsEmpty mayChange={mayChange} />
          </div>
        ) : (
          <SecretsTable rows={found.items} open={open ?? null} onOpen={(key) => go({ open: key })} />
        )}
        {open === undefined || found === undefined ? null : (
          <SecretDrawer
            key={open}
            secret={found.items.find((one) => keyOf(one) === open)}
            onClose={() => go({})}
          />
        )}
      </div>
      <Modal
        opened={mayChange && add !== undefined}
        onClose={() => go({ open })}
        title="Set a secret"
        size={520}
      >
        {add === undefined ? null : <NewSecret given={add} onDone={() => go({ open })} />}
      </Modal>
    </div>
  );
}
