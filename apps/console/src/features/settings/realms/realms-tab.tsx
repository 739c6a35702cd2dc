import { Button, Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useState } from "react";
import { faultOf } from "../../../app/fault.ts";
import { useIsAdmin } from "../../../app/me.ts";
import { useRealm } from "../../../app/realm.ts";
import { useTRPC } from "../../../app/trpc.ts";
import { FormProblem } from "../../../components/form-problem.tsx";
import { OnlyAdmins } from "../components/only-admins.tsx";
import { QueryCard, SettingsTable } from "../components/settings-table.tsx";
import styles from "../settings.module.css";
import { NewRealmForm } from "./new-realm-form.tsx";
import { RealmDialogs } from "./realm-dialogs.tsx";
import { RealmRow } from "./realm-row.tsx";
import type { RealmDialog } from "./realm-standing.ts";
import { useRealmActs } from "./use-realm-acts.ts";

const route = getRouteApi("/r/$realm/settings/$tab");

/** Every realm of the installation. Whether a new one is being made stands in the address: other pages lead there. */
export function RealmsTab() {
  const isAdmin = useIsAdmin();
  const current = useRealm();
  const making = route.useSearch().new === true;
  const navigate = route.useNavigate();
  const show = (next: { new?: true }) => void navigate({ to: ".", search: next, replace: true });
  const [dialog, setDialog] = useState<RealmDialog | null>(null);
  const query = useQuery({ ...useTRPC().realms.standing.queryOptions(), enabled: isAdmin });
  const acts = useRealmActs();
  if (!isAdmin) return <OnlyAdmins what="make and change realms" />;
  return (
    <section className={styles.section} aria-labelledby="realms">
      <div className={styles.head}>
        <div>
          <h2 id="realms">Realms</h2>
          <p className="soft">
            Each has its own scripts, flows, triggers, secrets and records. Make one per product or per stage,
            such as shop and shop-staging.
          </p>
        </div>
        <Button leftSection={<Plus size={14} aria-hidden="true" />} onClick={() => show({ new: true })}>
          New realm
        </Button>
      </div>
      {acts.error ? <FormProblem>{faultOf(acts.error).message}</FormProblem> : null}
      <QueryCard query={query} rows={3}>
        {(realms) => (
          <SettingsTable columns={["Realm", "Host", { end: "Scripts" }, "State", "Last activity"]}>
            {realms.map((realm) => (
              <RealmRow
                key={realm.name}
                realm={realm}
                isCurrent={realm.name === current}
                onArchive={() => acts.askArchive(realm)}
                onRestore={() => acts.restore(realm.name)}
                onAsk={setDialog}
              />
            ))}
          </SettingsTable>
        )}
      </QueryCard>
      <Modal opened={making} onClose={() => show({})} title="New realm" size={480}>
        {making ? <NewRealmForm /> : null}
      </Modal>
      <RealmDialogs dialog={dialog} onClose={() => setDialog(null)} />
    </section>
  );
}
